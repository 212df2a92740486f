// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Conversation as Shown } from '../../wire/conversations.ts'
import type { History } from '../../wire/requests/messages.ts'
import { newLog, receive } from '../realtime/log/conversation-log.ts'
import { fakeLink } from '../testing/fake-socket.ts'
import { createStore } from '../realtime/store/store.ts'
import { createTimelines } from '../realtime/timeline/timelines.ts'
import type { Api } from '../requests/http.ts'
import {
  ada,
  conversation,
  conversationUpTo,
  message,
  messages,
  pending,
  timeline,
} from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
// Imported early, so that the test does not wait for the download.
import './ConversationUnavailable.tsx'
import { Conversation } from './Conversation.tsx'

afterEach(cleanup)
/** Drawing some hundred rows takes long in a simulated document. */
const PATIENCE = 60_000

/** Shows a conversation of a hundred messages with the real store and real timelines. */
async function open() {
  const store = createStore(ada)
  store.setLog('c1', newLog(conversationUpTo(100)))
  const page: History = { items: messages(51, 100), has_more: true }
  const timelines = createTimelines(store, {
    link: fakeLink().link,
    call: (async () => page) as unknown as Api,
    receipts: { readHere: () => 0, isKeptUnread: () => false },
    noteOpened: () => [],
    fetch: async () => undefined,
  })
  const { getState, subscribe } = store
  const messenger = { ...stageMessenger(), getState, subscribe }
  messenger.conversations.get.mockImplementation((id) => store.model.logs.get(id)?.conversation)
  for (const name of ['open', 'close'] as const)
    messenger.timeline[name].mockImplementation(timelines[name])
  messenger.timeline.setFollowing.mockImplementation(timelines.setFollowing)
  stage(<Conversation id="c1" />, { messenger })
  const log = await screen.findByRole('log')
  const arrive = (from: number, to: number) =>
    act(async () => {
      store.editLog('c1', (known) => receive(known, messages(from, to)))
      store.logsChanged.emit(['c1'])
    })
  const numbers = () =>
    [...log.querySelectorAll<HTMLElement>('article')].map(({ dataset }) => Number(dataset['seq']))
  return { log, arrive, numbers }
}

test('the first drawing of a conversation that was open before has its messages, before anything opens it', () => {
  const messenger = stageMessenger({
    conversations: { status: 'ready', items: [conversation()], hasMore: false },
  })
  messenger.timeline.beforeOpening.mockReturnValue(timeline({ messages: [message(1)] }))
  let drawn = 0
  messenger.timeline.open.mockImplementation(() => {
    drawn = screen.getAllByRole('article').length
  })
  stage(<Conversation id="c1" />, { messenger })
  expect(drawn).toBe(1)
})

test('a group that removed the user is named, with a way back', async () => {
  const messenger = stageMessenger()
  const trip = conversation({ kind: 'GROUP', title: 'Summer trip' })
  const list = (items: Shown[]) => ({ status: 'ready', items, hasMore: false }) as const
  messenger.become({ conversations: list([trip]), timelines: { [trip.id]: timeline() } })
  stage(<Conversation id={trip.id} />, { messenger })
  screen.getByRole('heading', { name: 'Summer trip' })
  const failed = { [trip.id]: timeline({ status: 'failed' }) }
  act(() => messenger.become({ conversations: list([]), timelines: failed }))
  await screen.findByRole('heading', { name: 'You are no longer in “Summer trip”' })
  const back = screen.getByRole('button', { name: 'To your conversations' })
  await waitFor(() => expect(document.activeElement).toBe(back))
  const spoken = document.querySelector('[aria-live="polite"]')?.textContent
  expect(spoken).toBe('You are no longer in “Summer trip”')
})

test('a failed message cannot be edited while the composer changes another one', async () => {
  const shown = timeline({
    messages: [message(1, { sender_id: ada.id })],
    pending: [pending({ kind: 'failed', code: 'filtered' }, { body: 'my casino' })],
  })
  const messenger = stageMessenger()
  const items = [conversationUpTo(1)]
  messenger.become({
    conversations: { status: 'ready', items, hasMore: false },
    timelines: { c1: shown },
  })
  stage(<Conversation id="c1" />, { messenger })
  const edit = () => screen.queryByRole('button', { name: 'Edit' })
  await waitFor(() => expect(edit()).not.toBeNull())
  const box = await screen.findByRole('textbox')
  fireEvent.keyDown(box, { key: 'ArrowUp' })
  await waitFor(() => expect(edit()).toBeNull())
  expect(box).toHaveProperty('value', 'message 1')
  fireEvent.keyDown(box, { key: 'Escape' })
  await waitFor(() => expect(edit()).not.toBeNull())
})

test('an unknown conversation is shown without a name', async () => {
  const messenger = stageMessenger({ timelines: { c1: timeline({ status: 'failed' }) } })
  stage(<Conversation id="c1" />, { messenger })
  expect((await screen.findByRole('heading')).textContent).toBe(
    'This conversation is not available',
  )
})

test(
  'however many messages come, the document holds only a few pages of them',
  { timeout: PATIENCE },
  async () => {
    const { arrive, numbers } = await open()
    for (let seq = 101; seq <= 400; seq += 50) {
      await arrive(seq, seq + 49)
      expect(numbers().length).toBeLessThanOrEqual(250)
      expect(numbers().at(-1)).toBe(seq + 49)
    }
  },
)

test(
  'a reader who has scrolled up keeps their place when messages come',
  { timeout: PATIENCE },
  async () => {
    const { log, arrive, numbers } = await open()
    Object.defineProperties(log, {
      scrollHeight: { value: 5_000 },
      clientHeight: { value: 500 },
    })
    log.scrollTop = 1_000
    fireEvent.scroll(log)
    for (let seq = 101; seq <= 600; seq += 50) await arrive(seq, seq + 49)
    expect(numbers()[0]).toBe(51)
    expect(numbers()).toHaveLength(400)
    expect(log.scrollTop).toBe(1_000)
  },
)
