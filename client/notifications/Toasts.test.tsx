// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { IncomingMessage } from '../realtime/live/notifications.ts'
import { ADA, BEN, conversation, message, participant } from '../testing/messages.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import { navigate } from '../navigation/location.ts'
import { Toasts } from './Toasts.tsx'

beforeEach(() => history.replaceState(null, '', '/'))
afterEach(cleanup)

function arrivals(messenger = stageMessenger()) {
  let tell: (arrival: IncomingMessage) => void = () => undefined
  messenger.notifications.subscribe.mockImplementation((listener) => {
    tell = listener
    return () => undefined
  })
  stage(<Toasts />, { messenger })
  return (from: string, body: string, change: Partial<IncomingMessage> = {}) =>
    act(() =>
      tell({
        message: message(1, from, { id: `${from} ${body}`, body }),
        conversation: conversation({
          id: from,
          participants: [participant(ADA), participant(from)],
        }),
        mentionsMe: false,
        ...change,
      }),
    )
}

const shown = () => screen.queryAllByRole('listitem').map((item) => item.textContent)

test('tells who wrote what, and leads there', async () => {
  arrivals()(BEN, 'Are you\nthere?')
  expect(shown()).toEqual(['BBenAre you there?'])
  await userEvent.click(screen.getByRole('link'))
  expect(location.pathname).toBe(`/c/${BEN}`)
  expect(shown()).toEqual([])
})

test('shows the words alone, without the marks they were written with', () => {
  arrivals()(BEN, '**Look** at `this`')
  expect(shown()).toEqual(['BBenLook at this'])
})

test('a mention in a group says where', () => {
  arrivals()(BEN, 'Come here', {
    conversation: conversation({ id: 'team', kind: 'GROUP', title: 'Team' }),
    mentionsMe: true,
  })
  expect(shown()[0]).toContain('Ben mentioned you in Team')
})

test('who was added to a group is told by whom, and to which', () => {
  arrivals()(BEN, '', {
    message: message(1, BEN, {
      kind: 'system',
      body: '',
      event: { type: 'added', user_ids: [ADA] },
    }),
    conversation: conversation({ id: 'team', kind: 'GROUP', title: 'Team' }),
  })
  expect(shown()[0]).toContain('Ben added you to Team2 people')
})

test('at most three, the newest of each conversation, and each can be sent away', async () => {
  const arrive = arrivals()
  for (const name of ['cleo', 'dan', 'eve', 'finn']) arrive(name, 'hello')
  arrive('eve', 'again')
  expect(shown()).toEqual([
    expect.stringContaining('Dan'),
    expect.stringContaining('Finn'),
    expect.stringContaining('Eveagain'),
  ])
  await userEvent.click(screen.getAllByRole('button', { name: 'Dismiss' })[0]!)
  expect(shown()).toHaveLength(2)
})

test('goes by itself, but not from under a hand', async () => {
  vi.useFakeTimers()
  try {
    arrivals()(BEN, 'hello')
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

test('what was opened meanwhile does not come back', () => {
  arrivals()(BEN, 'hello')
  act(() => navigate(`/c/${BEN}`))
  expect(shown()).toEqual([])
  act(() => navigate('/c/cleo'))
  expect(shown()).toEqual([])
})

test('goes when it was read on another device, and not before', () => {
  const messenger = stageMessenger()
  const arrive = arrivals(messenger)
  const bens = (read: number) => {
    const participants = [participant(ADA, read), participant(BEN)]
    const items = [conversation({ id: BEN, participants })]
    act(() => messenger.become({ conversations: { status: 'ready', items, hasMore: false } }))
  }
  bens(0)
  arrive(BEN, 'hello')
  expect(shown()).toHaveLength(1)
  bens(1)
  expect(shown()).toEqual([])
})

test('an answer in a thread leads there, from the page and from the desktop', () => {
  const clicks: (() => void)[] = []
  class Shown {
    static permission = 'granted'
    addEventListener = (_: 'click', listener: () => void) => clicks.push(listener)
    close = () => undefined
  }
  vi.stubGlobal('Notification', Shown)
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  try {
    arrivals()(BEN, 'an answer', {
      message: message(7, BEN, { conversation_id: BEN, thread_root: 'root' }),
    })
    expect(screen.getByRole('link').getAttribute('href')).toBe(`/c/${BEN}?m=7`)
    act(() => clicks.forEach((click) => click()))
    expect(location.pathname + location.search).toBe(`/c/${BEN}?m=7`)
  } finally {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  }
})
