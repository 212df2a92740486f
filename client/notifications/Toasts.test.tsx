// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadFormatted } from '../markup/reader.ts'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { ADA, BEN, conversation, message, participant } from '../testing/fixtures.ts'
import { serverClock, stage, stageMessenger } from '../testing/stage.tsx'
import { navigate } from '../navigation/location.ts'
import { showDesktop } from './desktop.ts'
import { Toasts } from './Toasts.tsx'

beforeEach(() => history.replaceState(null, '', '/'))
afterEach(cleanup)

function showToasts(messenger = stageMessenger()) {
  let tell: (incoming: IncomingMessage) => void = () => undefined
  messenger.notifications.subscribe.mockImplementation((listener) => {
    tell = listener
    return () => undefined
  })
  stage(<Toasts />, { messenger })
  return (from: string, body: string, change: Partial<IncomingMessage> = {}) =>
    act(async () => {
      tell({
        message: message(1, { sender_id: from, id: `${from} ${body}`, body }),
        conversation: conversation({
          id: from,
          participants: [participant(ADA), participant(from)],
        }),
        mentionsMe: false,
        ...change,
      })
      await import('./tell.ts')
    })
}

/** The page fetches the card with the first toast. */
beforeAll(async () => {
  await loadFormatted()
  await showToasts()(BEN, 'first')
  await screen.findByRole('listitem', {}, { timeout: 20_000 })
  cleanup()
})

const shown = () => screen.queryAllByRole('listitem').map((item) => item.textContent)

test('a toast names the author and the message, and its link opens the conversation', async () => {
  await showToasts()(BEN, 'Are you\nthere?')
  expect(shown()).toEqual(['BenAre you there?'])
  await userEvent.click(screen.getByRole('link'))
  expect(location.pathname).toBe(`/c/${BEN}`)
  expect(shown()).toEqual([])
})

test('a toast shows plain text without the signs of Markdown', async () => {
  await showToasts()(BEN, '**Look** at `this`')
  expect(shown()).toEqual(['BenLook at this'])
})

test('a mention in a group names the group', async () => {
  await showToasts()(BEN, 'Come here', {
    conversation: conversation({ id: 'team', kind: 'GROUP', title: 'Team' }),
    mentionsMe: true,
  })
  expect(shown()[0]).toContain('Ben mentioned you in Team')
})

test('a toast about being added names the person who did it and the group', async () => {
  await showToasts()(BEN, '', {
    message: message(1, {
      sender_id: BEN,
      kind: 'system',
      body: '',
      event: { type: 'added', user_ids: [ADA] },
    }),
    conversation: conversation({ id: 'team', kind: 'GROUP', title: 'Team' }),
  })
  expect(shown()[0]).toContain('Ben added you to Team2 people')
})

test('at most three toasts show, one a conversation, and each can be dismissed', async () => {
  const receive = showToasts()
  for (const name of ['cleo', 'dan', 'eve', 'finn']) await receive(name, 'hello')
  await receive('eve', 'again')
  expect(shown()).toEqual([
    expect.stringContaining('Dan'),
    expect.stringContaining('Finn'),
    expect.stringContaining('Eveagain'),
  ])
  await userEvent.click(screen.getAllByRole('button', { name: 'Dismiss' })[0]!)
  expect(shown()).toHaveLength(2)
})

test('a toast goes by itself, but not while it has the focus', async () => {
  vi.useFakeTimers()
  try {
    await showToasts()(BEN, 'hello')
    act(() => screen.getByRole('link').focus())
    act(() => void vi.advanceTimersByTime(60_000))
    expect(shown()).toHaveLength(1)
    act(() => screen.getByRole('link').blur())
    act(() => void vi.advanceTimersByTime(60_000))
    expect(shown()).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})

test('a toast of a conversation that was opened does not come back', async () => {
  await showToasts()(BEN, 'hello')
  act(() => navigate(`/c/${BEN}`))
  expect(shown()).toEqual([])
  act(() => navigate('/c/cleo'))
  expect(shown()).toEqual([])
})

test('a toast goes when its message is read on another device, and not before', async () => {
  const messenger = stageMessenger()
  const receive = showToasts(messenger)
  const bens = (read: number) => {
    const participants = [participant(ADA, read), participant(BEN)]
    const items = [conversation({ id: BEN, participants })]
    act(() => messenger.become({ conversations: { status: 'ready', items, hasMore: false } }))
  }
  bens(0)
  await receive(BEN, 'hello')
  expect(shown()).toHaveLength(1)
  bens(1)
  expect(shown()).toEqual([])
})

test('a notification of a thread message opens the thread, from the page and from the desktop', async () => {
  const clicks: (() => void)[] = []
  class Shown {
    static permission = 'granted'
    addEventListener = (_: 'click', listener: () => void) => clicks.push(listener)
    close = () => undefined
  }
  vi.stubGlobal('Notification', Shown)
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  try {
    await showToasts()(BEN, 'a reply', {
      message: message(7, { sender_id: BEN, conversation_id: BEN, thread_root: 'root' }),
    })
    expect(screen.getByRole('link').getAttribute('href')).toBe(`/c/${BEN}?m=7`)
    act(() => clicks.forEach((click) => click()))
    expect(location.pathname + location.search).toBe(`/c/${BEN}?m=7`)
  } finally {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  }
})

test('the desktop notifications of a person go with their page', async () => {
  const closed: string[] = []
  class Shown extends EventTarget {
    readonly title: string
    constructor(title: string) {
      super()
      this.title = title
    }
    close() {
      closed.push(this.title)
      this.dispatchEvent(new Event('close'))
    }
  }
  vi.stubGlobal('Notification', Shown)
  stage(<Toasts />)
  showDesktop({ title: 'Ben', body: 'Our secret', tag: '1' })
  showDesktop({ title: 'Cleo', body: 'Another', tag: '2' })
  expect(closed).toEqual([])
  cleanup()
  await import('./tell.ts')
  expect(closed).toEqual(['Ben', 'Cleo'])
  vi.unstubAllGlobals()
})

test('a message that disappears takes its toast and its desktop notification along', async () => {
  vi.useFakeTimers()
  const closed: string[] = []
  class Shown extends EventTarget {
    static permission = 'granted'
    close = () => closed.push('closed')
  }
  vi.stubGlobal('Notification', Shown)
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  try {
    const hour = 3_600_000
    vi.advanceTimersByTime(5_000)
    const expires_at = new Date(Date.now() + hour).toISOString()
    // The server's clock is ten seconds ahead of this one.
    const receive = showToasts(stageMessenger({ serverClock: serverClock(10_000) }))
    await receive(BEN, 'my secret', { message: message(1, { sender_id: BEN, expires_at }) })
    // The user reads the toast for an hour.
    act(() => screen.getByRole('link').focus())
    vi.setSystemTime(Date.now() + 24 * hour)
    act(() => void vi.advanceTimersByTime(hour - 10_001))
    expect([shown().length, closed.length]).toEqual([1, 0])
    act(() => void vi.advanceTimersByTime(1))
    expect([shown().length, closed.length]).toEqual([0, 1])
  } finally {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    vi.useRealTimers()
  }
})

test('the toast of a person goes when they are blocked, and that of a conversation when it is gone', async () => {
  const messenger = stageMessenger()
  const tell = showToasts(messenger)
  await tell(BEN, 'unpleasant')
  await tell('cleo', 'of a group')
  expect(shown()).toHaveLength(2)
  await act(async () =>
    messenger.become({
      blocked: [{ id: BEN, username: 'ben', display_name: 'Ben', avatar_url: null }],
    }),
  )
  expect(shown()).toEqual(['Cleoof a group'])
  await act(async () => {
    for (const [gone] of messenger.conversations.onGone.mock.calls) gone(['cleo'])
  })
  expect(shown()).toEqual([])
})
