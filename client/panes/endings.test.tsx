// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { StrictMode, useState } from 'react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Composer } from '../composer/Composer.tsx'
import type { Message } from '../../wire/messages.ts'
import { PeopleContext, type ComposerMode } from '../conversation/context.ts'
import { MessengerContext } from '../messenger/context.ts'
import { newLog, receive } from '../realtime/log/conversation-log.ts'
import { loadPage, startLoading } from '../realtime/log/log-pages.ts'
import { atTheEnd } from '../realtime/store/model.ts'
import { createStore } from '../realtime/store/store.ts'
import { createQuoted } from '../realtime/timeline/quoted.ts'
import { createThreads } from '../realtime/timeline/threads.ts'
import type { Api } from '../requests/http.ts'
import { RequestError } from '../requests/request-error.ts'
import { Notes } from '../requests/Notes.tsx'
import { ADA, ada, conversation, conversationUpTo, message } from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import ThreadPanel from './ThreadPanel.tsx'
import { useConversationPeople } from './useConversationPeople.ts'

/** What the page does when a message ends under the hands of its reader. The clock is moved; no server says anything. */

const HOUR = 3_600_000
// The page fetches them when somebody begins an edit or a reply.
beforeAll(() => Promise.all([import('../composer/ModeEnd.tsx'), import('../composer/ModeBar.tsx')]))
beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00.000Z') }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))

/** A conversation with one own message that ends in an hour. */
function open() {
  const expires_at = new Date(Date.now() + HOUR).toISOString()
  const ending = message(1, { sender_id: ADA, body: 'my secret', expires_at })
  const store = createStore(ada)
  const page = { items: [ending], has_more: false }
  store.setLog('c1', loadPage(startLoading(newLog(conversationUpTo(1))), page))
  store.model.views.set('c1', { ...atTheEnd, readUpTo: null })
  const { getState, subscribe } = store
  return { ending, store, messenger: { ...stageMessenger(), getState, subscribe } }
}

function Box({ first }: { first: ComposerMode }) {
  const [mode, onMode] = useState(first)
  return (
    <Notes>
      <PeopleContext value={useConversationPeople(conversation(), ADA)}>
        <Composer
          conversationId="c1"
          name="Ben"
          {...{ mode, onMode, takesFocus: false, pick: () => undefined }}
        />
      </PeopleContext>
    </Notes>
  )
}

async function compose(kind: 'edit' | 'reply') {
  const { ending, messenger } = open()
  stage(<Box first={{ kind, message: ending }} />, { messenger })
  await pass(0)
  return screen.getByRole<HTMLTextAreaElement>('textbox')
}

test('an edit that nobody has begun to type goes with its message', async () => {
  const box = await compose('edit')
  expect(box.value).toBe('my secret')
  await pass(HOUR - 1)
  expect(box.value).toBe('my secret')
  await pass(1)
  expect(box.value).toBe('')
  expect(screen.getByRole('alert').textContent).toContain('you were editing has disappeared')
})

test('what the user typed into an edit stays as a new message', async () => {
  const box = await compose('edit')
  fireEvent.change(box, { target: { value: 'my own new words' } })
  await pass(HOUR)
  expect(box.value).toBe('my own new words')
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
})

test('what the user typed into an edit stays before a draft that waited', async () => {
  const { ending, messenger } = open()
  messenger.drafts.get.mockReturnValue('half a thought')
  stage(<Box first={{ kind: 'edit', message: ending }} />, { messenger })
  await pass(0)
  const box = screen.getByRole<HTMLTextAreaElement>('textbox')
  fireEvent.change(box, { target: { value: 'my own new words' } })
  await pass(HOUR)
  expect(box.value).toBe('my own new words\nhalf a thought')
})

test.each(['edit', 'reply'] as const)('a deletion ends an %s, and the text stays', async (kind) => {
  const { ending, store, messenger } = open()
  stage(<Box first={{ kind, message: ending }} />, { messenger })
  await pass(0)
  const box = screen.getByRole<HTMLTextAreaElement>('textbox')
  fireEvent.change(box, { target: { value: 'my own new words' } })
  const deleted = { ...ending, ver: 2, body: '', deleted_at: new Date().toISOString() }
  await act(async () => {
    store.editLog('c1', (known) => receive(known, [deleted]))
    store.emitChange()
  })
  expect(box.value).toBe('my own new words')
  expect(screen.getByRole('alert').textContent).toContain('was deleted')
  expect(document.body.textContent).not.toContain('my secret')
  expect(screen.queryByRole('button', { name: /^Cancel/ })).toBeNull()
})

test('an edit whose message ended while its writer was elsewhere shows nothing of it', async () => {
  const { ending, store, messenger } = open()
  await pass(HOUR)
  store.setLog(
    'c1',
    loadPage(startLoading(newLog(conversationUpTo(1))), { items: [], has_more: false }),
  )
  stage(<Box first={{ kind: 'edit', message: ending }} />, { messenger })
  await pass(0)
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('')
  expect(document.body.textContent).not.toContain('my secret')
})

test.each([
  ['is deleted for everyone', (old: Message) => ({ ...old, deleted_at: '2026-01-01T11:00:00Z' })],
  ['is gone', () => new RequestError('not_found')],
] as const)('a reply ends when its message is too old to be loaded and %s', async (_, answer) => {
  const { store, messenger } = open()
  const old = message(0, { body: 'an old secret' })
  const call = vi.fn<() => Promise<Message>>(async () => {
    const found = answer(old)
    if (found instanceof Error) throw found
    return found
  })
  messenger.timeline.showQuoted.mockImplementation(createQuoted(store, call as Api).show)
  stage(<Box first={{ kind: 'reply', message: old }} />, { messenger })
  await pass(0)
  expect(call).toHaveBeenCalledExactlyOnceWith('GET', `/api/messages/${old.id}`)
  expect(screen.getByRole('alert').textContent).toContain('was deleted')
  expect(document.body.textContent).not.toContain('an old secret')
})

test('a reply to a message that is only too old to be loaded goes on', async () => {
  const { store, messenger } = open()
  const old = message(0, { body: 'an old question' })
  const call = vi.fn<() => Promise<Message>>().mockResolvedValue(old)
  messenger.timeline.showQuoted.mockImplementation(createQuoted(store, call as Api).show)
  stage(<Box first={{ kind: 'reply', message: old }} />, { messenger })
  await pass(0)
  expect(call).toHaveBeenCalledOnce()
  expect(document.body.textContent).toContain('an old question')
})

test('the text of an edit that is over comes back once, also where React runs each effect twice', async () => {
  const { ending, messenger } = open()
  await pass(HOUR)
  const mode = { kind: 'edit', message: ending, body: 'my own new words' } as const
  const { default: ModeEnd } = await import('../composer/ModeEnd.tsx')
  render(
    <StrictMode>
      <MessengerContext value={messenger}>
        <ModeEnd {...{ conversationId: 'c1', threadRoot: null, mode, onMode: () => undefined }} />
      </MessengerContext>
    </StrictMode>,
  )
  expect(messenger.drafts.put).toHaveBeenCalledExactlyOnceWith('c1', 'my own new words', null)
})

test('a reply loses its message and keeps the text of the user', async () => {
  const box = await compose('reply')
  fireEvent.change(box, { target: { value: 'half an answer' } })
  expect(document.body.textContent).toContain('my secret')
  await pass(HOUR)
  expect(box.value).toBe('half an answer')
  expect(document.body.textContent).not.toContain('my secret')
})

test('a thread whose first message has ended says so and takes no more replies', async () => {
  const { ending, store, messenger } = open()
  const answers = { items: [message(2, { thread_root: 'm1' })], has_more: false }
  const call = async (_: string, path: string) => (path.endsWith('/m1') ? ending : answers)
  const threads = createThreads(store, call as Api)
  messenger.timeline.openThread.mockImplementation(threads.open)
  messenger.timeline.closeThread.mockImplementation(threads.close)
  messenger.conversations.get.mockImplementation((id) => store.model.logs.get(id)?.conversation)
  stage(<ThreadPanel conversationId="c1" rootId="m1" seq={null} />, { messenger })
  await pass(HOUR - 1)
  expect(screen.getByText('my secret')).toBeTruthy()
  expect(screen.getByRole('textbox')).toBeTruthy()
  await pass(1)
  expect(screen.queryByText('my secret')).toBeNull()
  expect(screen.getByText('message 2')).toBeTruthy()
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByRole('status').textContent).toContain('has disappeared')
})
