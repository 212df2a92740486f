// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import type { History } from '../../wire/requests/messages.ts'
import type { Message } from '../../wire/messages.ts'
import { newLog } from '../realtime/log/conversation-log.ts'
import { ada, conversationUpTo, message, messages } from '../testing/fixtures.ts'
import { createStore } from '../realtime/store/store.ts'
import { createThreads } from '../realtime/timeline/threads.ts'
import type { Api } from '../requests/http.ts'
import { stage, stageMessenger } from '../testing/stage.tsx'
import ThreadPanel from './ThreadPanel.tsx'

afterEach(cleanup)
/** Drawing some hundred rows takes long in a simulated document. */
const PATIENCE = 60_000

const answers = (from: number, to: number) =>
  messages(from, to).map((one) => ({ ...one, thread_root: 'm1' }))

/** Shows a thread of a hundred messages with the real store and real threads. */
async function open({ seq = null }: { seq?: number | null } = {}) {
  const store = createStore(ada)
  store.setLog('c1', newLog(conversationUpTo(101)))
  let last = 101
  const call = async (_: string, path: string): Promise<Message | History> => {
    if (path === '/api/messages/m1') return message(1)
    return path.includes('around_seq')
      ? { items: answers(2, 51), has_more: false, has_later: true }
      : { items: answers(last - 49, last), has_more: true }
  }
  const threads = createThreads(store, call as Api)
  const { getState, subscribe } = store
  const messenger = { ...stageMessenger(), getState, subscribe }
  messenger.conversations.get.mockImplementation((id) => store.model.logs.get(id)?.conversation)
  messenger.timeline.openThread.mockImplementation(threads.open)
  messenger.timeline.closeThread.mockImplementation(threads.close)
  messenger.timeline.setFollowing.mockImplementation(threads.setFollowing)
  messenger.timeline.openAround.mockImplementation(threads.openAround)
  messenger.timeline.toLatest.mockImplementation(threads.toLatest)
  stage(<ThreadPanel conversationId="c1" rootId="m1" seq={seq} />, { messenger })
  const log = await screen.findByRole('log')
  const arrive = (to: number) =>
    act(async () => {
      store.messagesReceived.emit(answers(last + 1, to))
      last = to
    })
  const numbers = () =>
    [...log.querySelectorAll<HTMLElement>('article')].map(({ dataset }) => Number(dataset['seq']))
  return { log, arrive, numbers }
}

test(
  'however many replies come, the document holds only a few pages of them',
  { timeout: PATIENCE },
  async () => {
    const { arrive, numbers } = await open()
    for (let seq = 151; seq <= 401; seq += 50) {
      await arrive(seq)
      expect(numbers().length).toBeLessThanOrEqual(251)
      expect(numbers()[0]).toBe(1)
      expect(numbers().at(-1)).toBe(seq)
    }
  },
)

test(
  'a reader who has scrolled up keeps their place in the thread, and a button leads to the newest reply',
  { timeout: PATIENCE },
  async () => {
    const { log, arrive, numbers } = await open()
    Object.defineProperties(log, { scrollHeight: { value: 5_000 }, clientHeight: { value: 500 } })
    log.scrollTop = 1_000
    fireEvent.scroll(log)
    for (let seq = 151; seq <= 601; seq += 50) await arrive(seq)
    expect(numbers().slice(0, 2)).toEqual([1, 52])
    expect(numbers()).toHaveLength(401)
    expect(log.scrollTop).toBe(1_000)
    expect(screen.getByRole('button', { name: 'Load later messages' })).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Latest messages' }))
    expect(numbers().at(-1)).toBe(601)
    expect(screen.queryByRole('button', { name: 'Load later messages' })).toBeNull()
  },
)

test('a link to an old reply loads the page around it, and not the pages between', async () => {
  const { numbers } = await open({ seq: 7 })
  await waitFor(() => expect(numbers().at(-1)).toBe(51))
  expect((document.activeElement as HTMLElement).dataset['seq']).toBe('7')
  expect(numbers()).toHaveLength(51)
})
