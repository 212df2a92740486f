// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Conversation as Shown } from '../../wire/conversations.ts'
import type { History } from '../../wire/messages.ts'
import { newLog, receive } from '../realtime/log/conversation-log.ts'
import { fakeLink } from '../testing/fake-socket.ts'
import { ada, conversation, messages } from '../testing/fixtures.ts'
import { createStore } from '../realtime/store/store.ts'
import { createTimelines } from '../realtime/timeline/timelines.ts'
import type { Api } from '../requests/http.ts'
import { conversation as conversationOf, timeline as timelineOf } from '../testing/messages.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
// Beforehand, so that nobody waits for it to be fetched.
import './ConversationUnavailable.tsx'
import { Conversation } from './Conversation.tsx'

afterEach(cleanup)
/** Drawing some hundred rows is work for a document that is none. */
const PATIENCE = 60_000

/** A conversation of a hundred messages on the screen, with what keeps its memory as shipped. */
async function open() {
  const state = createStore(ada)
  state.setLog('c1', newLog(conversation(100)))
  const page: History = { items: messages(51, 100), has_more: true }
  const timelines = createTimelines(state, fakeLink().link, (async () => page) as unknown as Api, {
    opened: () => [],
    fetch: async () => undefined,
    behind: () => undefined,
  })
  const { getState, subscribe } = state
  const messenger = { ...stageMessenger(), getState, subscribe }
  for (const name of ['open', 'close'] as const)
    messenger.timeline[name].mockImplementation(timelines[name])
  messenger.timeline.setFollowing.mockImplementation(timelines.setFollowing)
  stage(<Conversation id="c1" />, { messenger })
  const log = await screen.findByRole('log')
  const arrive = (from: number, to: number) =>
    act(async () => {
      state.editLog('c1', (held) => receive(held, messages(from, to)))
      timelines.noticed('c1')
    })
  const numbers = () =>
    [...log.querySelectorAll<HTMLElement>('article')].map(({ dataset }) => Number(dataset['seq']))
  return { log, arrive, numbers }
}

test('a group one was taken out of is named, with a way back', async () => {
  const messenger = stageMessenger()
  const trip = conversationOf({ kind: 'GROUP', title: 'Summer trip' })
  const list = (items: Shown[]) => ({ status: 'ready', items, hasMore: false }) as const
  messenger.become({ conversations: list([trip]), timelines: { [trip.id]: timelineOf() } })
  stage(<Conversation id={trip.id} />, { messenger })
  screen.getByRole('heading', { name: 'Summer trip' })
  const failed = { [trip.id]: timelineOf({ status: 'failed' }) }
  act(() => messenger.become({ conversations: list([]), timelines: failed }))
  await screen.findByRole('heading', { name: 'You are no longer in “Summer trip”' })
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'To your conversations' }))
})

test('what was never here has no name', async () => {
  const messenger = stageMessenger({ timelines: { c1: timelineOf({ status: 'failed' }) } })
  stage(<Conversation id="c1" />, { messenger })
  expect((await screen.findByRole('heading')).textContent).toBe(
    'This conversation is not available',
  )
})

test(
  'however many messages come, no more than a few pages of them are in the document',
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
  'who has scrolled up keeps what they look at, and is not moved by what comes',
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
