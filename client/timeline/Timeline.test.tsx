// @vitest-environment happy-dom
import { useState } from 'react'
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Conversation } from '../../wire/conversations.ts'
import type { Timeline as TimelineState } from '../realtime/store/messenger-state.ts'
import { chosenFiles } from '../composer/attach/chosen-files.ts'
import { placeOf } from '../composer/useMode.ts'
import { Notes } from '../requests/Notes.tsx'
import { RequestError } from '../requests/request-error.ts'
import {
  ADA,
  BEN,
  conversation,
  message,
  messages,
  participant,
  pending,
  timeline,
} from '../testing/fixtures.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { PanelContext, type Panel } from '../navigation/panel.ts'
// Imported early, so that the test does not wait for the download.
import './message/MessageMenu.tsx'
import './message/WaitingMenu.tsx'
import { PeopleContext, type ComposerMode } from '../conversation/context.ts'
import { Timeline } from './Timeline.tsx'
import type { PendingFile } from '../uploads/pending-file.ts'
import { useConversationPeople } from '../panes/useConversationPeople.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const ignore = () => undefined

interface StageProps {
  timeline: TimelineState
  conversation?: Conversation
  setMode?: (mode: ComposerMode) => void
}

function Stage({
  timeline,
  conversation: shownConversation = conversation(),
  setMode = ignore,
}: StageProps) {
  return (
    <PeopleContext value={useConversationPeople(shownConversation, ADA)}>
      <Timeline
        conversation={shownConversation}
        timeline={timeline}
        setMode={setMode}
        leaveMode={() => false}
      />
    </PeopleContext>
  )
}

function show(change: Partial<TimelineState>) {
  return stage(<Stage timeline={timeline(change)} />)
}

test('each message is an article in the log, named by author, time, text and state', () => {
  show({ messages: [message(1, { sender_id: BEN }), message(2, { sender_id: ADA })] })
  const log = screen.getByRole('log', { name: 'Messages' })
  const names = within(log)
    .getAllByRole('article')
    .map((article) => article.getAttribute('aria-label'))
  expect(names[0]).toMatch(/^Ben, .+, message 1$/)
  expect(names[1]).toMatch(/^You, .+, message 2, Sent$/)
})

test('a waiting message says so', () => {
  show({ pending: [pending({ kind: 'waiting' })] })
  expect(screen.getByRole('article', { name: /not there yet, Waiting to be sent$/ })).toBeDefined()
})

test('the menu of a waiting message goes with its refusal, and does not come back with a new try', async () => {
  const { again } = show({ pending: [pending({ kind: 'waiting' })] })
  const waits = () => screen.getByRole('article', { name: /not there yet/ })
  waits().focus()
  fireEvent.keyDown(waits(), { key: 'F10', shiftKey: true })
  expect(await screen.findByRole('menuitem', { name: 'Delete' })).toBeTruthy()
  for (const state of [{ kind: 'failed', code: 'internal' }, { kind: 'waiting' }] as const) {
    again(<Stage timeline={timeline({ pending: [pending(state)] })} />)
    await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull())
  }
  // The menu would open beside the button, which is there.
  expect(await within(waits()).findByRole('button', { name: 'More actions' })).toBeTruthy()
  expect(screen.queryByRole('menuitem')).toBeNull()
})

test('a message that is only in this tab says that the page must stay open', async () => {
  show({ pending: [{ ...pending({ kind: 'waiting' }), onlyHere: true }] })
  expect(await screen.findByText(/Keep this page open until it is sent/)).toBeDefined()
})

test('a failed message alerts with its reason, and can be retried or deleted', async () => {
  const failed = pending({ kind: 'failed', code: 'rate_limited' })
  const { messenger } = show({ pending: [failed] })
  expect((await screen.findByRole('alert')).textContent).toMatch(/too many messages/)
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  expect(messenger.outbox.retry).toHaveBeenCalledWith('pending')
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect(messenger.outbox.discard).toHaveBeenCalledWith('pending')
})

test('a forbidden message says so, and can only be deleted', async () => {
  const { messenger } = show({ pending: [pending({ kind: 'failed', code: 'forbidden' })] })
  expect((await screen.findByRole('alert')).textContent).toMatch(/you cannot write here/)
  expect(screen.getByRole('article', { name: /Not sent. Press Enter for Delete$/ })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect(messenger.outbox.discard).toHaveBeenCalledWith('pending')
})

test('a message in review says that it waits for a moderator, and can only be taken back', async () => {
  const messenger = stageMessenger()
  const waiting = timeline({ pending: [pending({ kind: 'failed', code: 'in_review' })] })
  stage(
    <Notes>
      <Stage timeline={waiting} />
    </Notes>,
    { messenger },
  )
  expect((await screen.findByRole('status')).textContent).toMatch(/^Waits for a moderator/)
  const row = within(
    screen.getByRole('article', { name: /, Waits for a moderator. Press Enter for Delete$/ }),
  )
  expect(row.queryByRole('alert')).toBeNull()
  expect(screen.queryByRole('button', { name: /Retry|Edit/ })).toBeNull()
  messenger.outbox.takeBack.mockRejectedValueOnce(new RequestError('network'))
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect((await row.findByRole('alert')).textContent).toMatch(/connect/)
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect(messenger.outbox.takeBack).toHaveBeenCalledTimes(2)
  expect(screen.queryByText(/just decided/)).toBeNull()
  messenger.outbox.takeBack.mockResolvedValueOnce(false)
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect(await screen.findByText('A moderator has just decided about this message.')).toBeDefined()
  expect(messenger.outbox.discard).not.toHaveBeenCalled()
})

test('a message that a moderator refused tells the reason', async () => {
  const failed = pending({ kind: 'failed', code: 'filtered' }, { reason: 'No adverts.' })
  show({ pending: [failed] })
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /^A moderator did not let it through: .*No adverts/,
  )
})

test.each([
  ...(['filtered', 'invalid_request', 'payload_too_large', 'file_too_large'] as const),
  ...(['file_refused', 'unsupported_media_type'] as const),
])('a message that failed with %s goes back into the composer, and has no Retry', async (code) => {
  const setMode = vi.fn<(mode: ComposerMode) => void>()
  const quoted = message(1, { sender_id: BEN })
  const failed = pending({ kind: 'failed', code }, { body: 'my casino', reply_to: quoted.id })
  const messenger = stageMessenger()
  messenger.drafts.get.mockReturnValue('half a draft')
  const shown = timeline({ messages: [quoted], pending: [failed] })
  stage(<Stage timeline={shown} setMode={setMode} />, { messenger })
  const edit = await screen.findByRole('button', { name: 'Edit' })
  expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
  expect(
    screen.getByRole('article', { name: /Not sent. Press Enter for Edit and Delete$/ }),
  ).toBeDefined()
  await userEvent.click(edit)
  expect(messenger.drafts.put).toHaveBeenCalledExactlyOnceWith(
    ...([failed.conversation_id, 'my casino\nhalf a draft', null] as const),
  )
  expect(setMode).toHaveBeenCalledExactlyOnceWith({ kind: 'reply', message: quoted })
  expect(messenger.outbox.discard).toHaveBeenCalledExactlyOnceWith('pending')
})

test('whom such a message names goes back into the composer too', async () => {
  const mentions = [{ name: 'Ben', user_id: BEN }]
  const failed = pending({ kind: 'failed', code: 'filtered' }, { body: 'hi @Ben', mentions })
  const { messenger } = show({ pending: [failed] })
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }))
  const { chosen } = placeOf(messenger, failed.conversation_id, null)
  expect([...chosen]).toEqual([['Ben', BEN]])
})

test('the files of such a message go back into the composer too', async () => {
  const file: PendingFile = {
    ...{
      key: 'k1',
      kind: 'picture' as const,
      name: 'chips.jpg',
      alt: 'Chips',
      width: 9,
      height: 6,
    },
    ...{ type: 'image/jpeg', size: 4, upload: null },
  }
  const failed = pending({ kind: 'failed', code: 'filtered' }, { files: [file] })
  const { messenger } = show({ pending: [failed] })
  const blob = new Blob(['chip'])
  const files = await messenger.outbox.files()
  vi.mocked(files.blobOf).mockResolvedValue(blob)
  await userEvent.click(await screen.findByRole('button', { name: 'Edit' }))
  const { type: _type, size: _size, upload: _upload, ...draft } = file
  expect(chosenFiles(messenger, `${failed.conversation_id} `).get()).toEqual([{ ...draft, blob }])
  expect(messenger.outbox.discard).toHaveBeenCalledExactlyOnceWith('pending')
})

test('a message of yesterday is sent only after the user agrees', async () => {
  const { messenger } = show({ pending: [pending({ kind: 'stale' })] })
  await userEvent.click(await screen.findByRole('button', { name: 'Send it' }))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(messenger.outbox.retry).toHaveBeenCalledWith('pending')
})

test('the "New" divider stands before the first unread message', () => {
  show({
    messages: [message(1, { sender_id: BEN }), message(2, { sender_id: BEN })],
    readUpTo: 1,
  })
  const divider = screen.getByRole('separator', { name: 'New' })
  expect(divider.nextElementSibling?.textContent).toMatch(/message 2/)
})

test('when the first unread message is not loaded, a skeleton shows until it is', async () => {
  const messenger = stageMessenger()
  let arrive: () => void = ignore
  messenger.timeline.openUnread.mockReturnValue(new Promise((resolve) => (arrive = resolve)))
  const newest = {
    messages: [message(90, { sender_id: BEN })],
    hasEarlier: true,
    readUpTo: 10,
  }
  const shownConversation = conversation({ unread: 80 })
  stage(<Stage conversation={shownConversation} timeline={timeline(newest)} />, { messenger })
  expect(messenger.timeline.openUnread).toHaveBeenCalledExactlyOnceWith(shownConversation.id)
  expect(screen.getByText('Loading messages')).toBeDefined()
  await act(async () => arrive())
  expect(screen.queryByText('Loading messages')).toBeNull()
})

test('when another device has read on meanwhile, the divider stands where it stopped', async () => {
  const messenger = stageMessenger()
  let arrive: () => void = ignore
  messenger.timeline.openUnread.mockReturnValue(new Promise((resolve) => (arrive = resolve)))
  const messages = [90, 91].map((seq) => message(seq, { sender_id: BEN }))
  function Opened() {
    const [readUpTo, setReadUpTo] = useState(10)
    return (
      <>
        <button onClick={() => setReadUpTo(90)}>End the sync</button>
        <Stage
          conversation={conversation({ unread: 91 - readUpTo })}
          timeline={timeline({ messages, hasEarlier: true, readUpTo })}
        />
      </>
    )
  }
  stage(<Opened />, { messenger })
  expect(screen.queryByRole('separator', { name: 'New' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'End the sync' }))
  await act(async () => arrive())
  expect(screen.queryByText('Loading messages')).toBeNull()
  expect(screen.getByRole('separator', { name: 'New' }).nextElementSibling?.textContent).toMatch(
    /message 91/,
  )
})

describe('before the sync has ended', () => {
  const bens = (...seqs: number[]) => seqs.map((seq) => message(seq, { sender_id: BEN }))

  /** An open conversation at its end, of which ten messages are read. */
  function open(first: Partial<TimelineState>) {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const messenger = stageMessenger()
    const shownConversation = conversation({
      unread: 3,
      last_seq: 90,
      participants: [participant(ADA, 10), participant(BEN)],
    })
    const state = { hasEarlier: true, readUpTo: 10, ...first }
    const shown = (change: Partial<TimelineState> = {}) => (
      <Stage conversation={shownConversation} timeline={timeline({ ...state, ...change })} />
    )
    const { again } = stage(shown(), { messenger })
    return {
      messenger,
      markRead: messenger.timeline.markRead,
      openUnread: messenger.timeline.openUnread,
      become: (change: Partial<TimelineState>) => act(async () => again(shown(change))),
    }
  }

  const toTheEnd = () => {
    const log = screen.getByRole('log')
    log.scrollTop = 0
    fireEvent.scroll(log)
  }

  test('what a reader without a connection sees is read', () => {
    const { markRead } = open({ freshness: 'stored', messages: bens(10, 11, 12) })
    toTheEnd()
    expect(markRead).toHaveBeenCalledExactlyOnceWith('c1', 12)
  })

  test('what the sync brings is read after it', async () => {
    const { markRead, become } = open({ freshness: 'syncing', messages: bens(10) })
    await become({ messages: bens(10, 11, 12) })
    expect(markRead).not.toHaveBeenCalled()
    expect(screen.getByRole('separator', { name: 'New' })).toBeDefined()
    await become({ messages: bens(10, 11, 12), freshness: 'current' })
    toTheEnd()
    expect(markRead).toHaveBeenCalledExactlyOnceWith('c1', 12)
  })

  test('the end of a conversation whose first unread message is not loaded is not read', async () => {
    const { markRead, openUnread, become } = open({ freshness: 'stored', messages: bens(90) })
    openUnread.mockResolvedValue()
    expect(openUnread).toHaveBeenCalledOnce()
    await become({})
    expect(screen.queryByText('Loading messages')).toBeNull()
    expect(markRead).not.toHaveBeenCalled()
    openUnread.mockReturnValue(new Promise(ignore))
    await become({ freshness: 'current' })
    expect(openUnread).toHaveBeenCalledTimes(2)
    expect(screen.getByText('Loading messages')).toBeDefined()
    expect(markRead).not.toHaveBeenCalled()
  })

  test.each([
    ['', 1],
    ['?m=9', 0],
  ])(
    'what was read elsewhere leads to the end, unless the address names a message: "%s"',
    async (query, times) => {
      history.replaceState(null, '', `/c/c1${query}`)
      const { messenger, become } = open({ freshness: 'syncing', messages: bens(10, 11, 12) })
      await become({ messages: bens(10, 11, 12), freshness: 'current', readUpTo: 12 })
      expect(messenger.timeline.toLatest).toHaveBeenCalledTimes(times)
      history.replaceState(null, '', '/')
    },
  )

  test('a key at the end is no choice of a place', async () => {
    const { openUnread, become } = open({ freshness: 'current', messages: bens(9, 10) })
    await become({ messages: bens(9, 10), freshness: 'stored' })
    fireEvent.keyDown(screen.getByRole('log'), { key: 'ArrowUp' })
    fireEvent.wheel(screen.getByRole('log'))
    openUnread.mockReturnValue(new Promise(ignore))
    await become({ messages: bens(90), freshness: 'current' })
    expect(openUnread).toHaveBeenCalledExactlyOnceWith('c1')
  })

  test('a reader who has left the end is not taken to the first unread message', async () => {
    const { openUnread, become } = open({ freshness: 'syncing', messages: bens(9, 10) })
    const log = screen.getByRole('log')
    Object.defineProperties(log, { scrollHeight: { value: 5_000 }, clientHeight: { value: 500 } })
    fireEvent.wheel(log)
    log.scrollTop = 1_000
    fireEvent.scroll(log)
    await become({ messages: bens(90), freshness: 'current' })
    expect(openUnread).not.toHaveBeenCalled()
  })
})

test('"Mark unread from here" moves the divider before that message', async () => {
  const { messenger } = show({
    messages: [message(1, { sender_id: BEN }), message(2, { sender_id: BEN })],
    readUpTo: 2,
  })
  expect(screen.queryByRole('separator', { name: 'New' })).toBeNull()
  await userEvent.tab()
  expect(document.activeElement).toBe(screen.getAllByRole('article')[1])
  await userEvent.click(await screen.findByRole('button', { name: 'More actions' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Mark unread from here' }))
  expect(messenger.conversations.changeOwn).toHaveBeenCalledExactlyOnceWith('c1', {
    unread_from: 2,
  })
  const divider = screen.getByRole('separator', { name: 'New' })
  expect(divider.nextElementSibling?.textContent).toMatch(/message 2/)
})

test('the "Latest" button gives its focus to the newest message when it goes', async () => {
  show({
    messages: [message(1, { sender_id: BEN }), message(2, { sender_id: BEN })],
    readUpTo: 2,
  })
  const log = screen.getByRole('log')
  Object.defineProperties(log, { scrollHeight: { value: 5_000 }, clientHeight: { value: 500 } })
  log.scrollTop = 1_000
  fireEvent.scroll(log)
  const latest = await screen.findByRole('button', { name: 'Latest messages' })
  act(() => latest.focus())
  await userEvent.keyboard('{Enter}')
  expect(screen.queryByRole('button', { name: 'Latest messages' })).toBeNull()
  expect(document.activeElement).toBe(screen.getAllByRole('article')[1])
})

test('a quote leads to a loaded message that is not drawn yet', async () => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(5_000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500)
  const frames: FrameRequestCallback[] = []
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
  const shown = timeline({
    messages: [...messages(1, 99), message(100, { reply_to: 'm1', sender_id: ADA })],
    readUpTo: 100,
  })
  const messenger = stageMessenger({ timelines: { c1: shown } })
  stage(<Stage timeline={shown} />, { messenger })
  expect(screen.getAllByRole('article').length).toBeLessThan(100)
  fireEvent.click(screen.getByRole('button', { name: /message 1/ }))
  await act(() => messenger.timeline.openAround('c1', 1))
  frames.forEach((frame) => frame(0))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-seq')).toBe('1'))
  expect(screen.getAllByRole('article')).toHaveLength(100)
})

test('the log has one Tab stop: arrows move between messages, Enter goes in, Esc comes out', async () => {
  show({
    messages: [
      message(1, { sender_id: BEN }),
      message(2, { sender_id: BEN, body: 'see https://example.com' }),
    ],
    hasEarlier: false,
  })
  const [first, second] = screen.getAllByRole('article')
  await userEvent.tab()
  expect(document.activeElement).toBe(second)
  await userEvent.keyboard('{ArrowUp}')
  expect(document.activeElement).toBe(first)
  await userEvent.keyboard('{End}{Enter}')
  expect(document.activeElement).toBe(screen.getByRole('link'))
  await userEvent.keyboard('{Escape}')
  expect(document.activeElement).toBe(second)
  expect(screen.getAllByRole('article').filter((article) => article.tabIndex === 0)).toHaveLength(1)
})

test('a link opens in a new tab and sends no referrer', () => {
  show({ messages: [message(1, { sender_id: BEN, body: 'https://example.com/x' })] })
  const link = screen.getByRole('link')
  expect(link.getAttribute('rel')).toContain('noopener')
  expect(link.getAttribute('target')).toBe('_blank')
})

test('a link to a message of a thread opens the thread there', () => {
  const shownConversation = conversation()
  const messages = [
    message(1, { sender_id: BEN }),
    message(2, { sender_id: BEN, thread_root: 'm1' }),
  ]
  const messenger = stageMessenger({
    timelines: { [shownConversation.id]: timeline({ messages }) },
  })
  const show = vi.fn<(panel: Panel | null) => void>()
  history.replaceState(null, '', `/c/${shownConversation.id}?m=2`)
  stage(
    <PanelContext value={{ panel: null, show }}>
      <Stage timeline={timeline({ messages })} />
    </PanelContext>,
    { messenger },
  )
  const thread = {
    kind: 'thread',
    conversationId: shownConversation.id,
    rootId: 'm1',
    seq: 2,
  }
  expect(show).toHaveBeenCalledExactlyOnceWith(thread)
  expect(location.search).toBe('')
})

test.each([
  ['network', 'There is no connection. Try again when you are online.'],
  ['not_found', 'This message is not available.'],
] as const)('a link to a missing message says why it failed: %s', async (code, why) => {
  const messenger = stageMessenger()
  messenger.timeline.openAround.mockRejectedValueOnce(new RequestError(code))
  history.replaceState(null, '', `/c/${conversation().id}?m=2`)
  const here = (
    <Notes>
      <Stage timeline={timeline({ messages: [message(9, { sender_id: BEN })] })} />
    </Notes>
  )
  await act(async () => stage(here, { messenger }))
  expect(screen.getByRole('alert').textContent).toBe(why)
})

test('a thread shows how many of its replies are new, until it has been open', () => {
  const answer = (seq: number, author: string) =>
    message(seq, { sender_id: author, thread_root: 'root' })
  const root = message(1, {
    sender_id: BEN,
    id: 'root',
    thread: { count: 4, last_at: message(5, { sender_id: BEN }).created_at },
  })
  const answers = [answer(2, BEN), answer(3, BEN), answer(4, ADA), answer(5, BEN)]
  const { messenger } = show({ messages: [root, ...answers], readUpTo: 2 })
  const summary = () => screen.getByRole('button', { name: /^4 replies/ }).textContent
  expect(summary()).toContain('2 new')
  act(() => messenger.become({ threads: { root: timeline({ messages: [root, ...answers] }) } }))
  expect(summary()).not.toContain('new')
  act(() => messenger.become({ threads: {} }))
  expect(summary()).not.toContain('new')
})

test('a letter typed on a message goes to the composer, and a key with a command does not', () => {
  stage(
    <section>
      <Stage timeline={timeline({ messages: [message(1)] })} />
      <form>
        <textarea />
      </form>
    </section>,
  )
  const article = screen.getByRole('article')
  const focusAfter = (init: object) => {
    act(() => article.focus())
    fireEvent.keyDown(article, init)
    return document.activeElement
  }
  for (const init of [{ key: ' ' }, { key: 'F2' }, { key: 'c', ctrlKey: true }]) {
    expect(focusAfter(init)).toBe(article)
  }
  for (const key of ['a', 'é', '山', '🙂', '?']) {
    expect(focusAfter({ key })).toBe(document.querySelector('textarea'))
  }
})
