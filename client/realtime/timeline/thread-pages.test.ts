import { expect, test, vi } from 'vitest'
import type { History } from '../../../wire/requests/messages.ts'
import type { Api } from '../../requests/http.ts'
import { ada, message } from '../../testing/fixtures.ts'
import { createStore } from '../store/store.ts'
import { createThreads } from './threads.ts'

const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

/**
 * A conversation in which every third message is a reply in the thread of the first. There are 300 replies at the
 * start.
 */
async function openThread() {
  const store = createStore(ada)
  let written = 300
  const from = (first: number, last: number) =>
    numbers(first, last).map((nth) => message(1 + 3 * nth, { thread_root: 'm1' }))
  const call = vi.fn(async (_: string, path: string): Promise<unknown> => {
    if (path === '/api/messages/m1') return message(1)
    const { searchParams: query } = new URL(path, 'http://x')
    expect(query.get('thread_root')).toBe('m1')
    const nth = (name: string) => (Number(query.get(name)) - 1) / 3
    if (query.has('after_seq')) {
      const first = nth('after_seq') + 1
      const last = Math.min(written, first + 49)
      return { items: from(first, last), has_more: last < written } satisfies History
    }
    if (query.has('around_seq')) {
      const first = Math.max(1, nth('around_seq') - 25)
      const last = Math.min(written, nth('around_seq') + 24)
      const more = { has_more: first > 1, has_later: last < written }
      return { items: from(first, last), ...more } satisfies History
    }
    const last = query.has('before_seq') ? nth('before_seq') - 1 : written
    const first = Math.max(1, last - 49)
    return { items: from(first, last), has_more: first > 1 } satisfies History
  })
  const threads = createThreads(store, call as Api)
  const shown = () => store.getState().threads.m1
  let most = 0
  const replies = () => {
    const [first, ...rest] = shown()?.messages ?? []
    expect(first?.id).toBe('m1')
    most = Math.max(most, rest.length)
    return rest.map(({ seq }) => (seq - 1) / 3)
  }
  const arrive = (last: number, atOnce = 1) => {
    while (written < last) {
      const first = written + 1
      written = Math.min(last, written + atOnce)
      store.messagesReceived.emit(from(first, written))
      replies()
    }
  }
  const page = async (load: 'loadEarlier' | 'loadLater') => {
    await threads[load]('m1')
    replies()
  }
  threads.open('c1', 'm1')
  await vi.waitUntil(() => shown()?.status === 'ready')
  return { call, threads, shown, replies, arrive, page, most: () => most }
}

test('of 10,000 replies that come and are scrolled through there are never more than 400', async () => {
  const { threads, shown, replies, arrive, page, most } = await openThread()
  arrive(10_000, 8)
  expect(most()).toBe(250)
  expect(replies().at(-1)).toBe(10_000)
  threads.setFollowing('m1', false)
  while (shown()?.hasEarlier) await page('loadEarlier')
  expect(replies()).toEqual(numbers(1, 400))
  expect(shown()?.hasLater).toBe(true)
  while (shown()?.hasLater) await page('loadLater')
  expect(replies().at(-1)).toBe(10_000)
  expect(most()).toBe(400)
})

test('a reader further up loses no message that is on the screen', async () => {
  const { threads, shown, replies, arrive } = await openThread()
  threads.setFollowing('m1', false)
  arrive(1_000)
  expect(replies()).toEqual(numbers(251, 650))
  expect(shown()?.hasLater).toBe(true)
})

test('a jump to a reply far back loads the page around it, and the way back the newest page', async () => {
  const { call, threads, shown, replies, arrive } = await openThread()
  arrive(10_000, 1_000)
  call.mockClear()
  await threads.openAround('m1', 301)
  expect(replies()).toEqual(numbers(75, 124))
  expect(shown()).toMatchObject({ hasEarlier: true, hasLater: true })
  arrive(10_001)
  expect(replies().at(-1)).toBe(124)
  await threads.toLatest('m1')
  expect(replies()).toEqual(numbers(9_952, 10_001))
  expect(shown()).toMatchObject({ hasEarlier: true, hasLater: false })
  expect(call).toHaveBeenCalledTimes(2)
})

test('an earlier page that no longer fits is dropped', async () => {
  const { threads, shown, replies, arrive } = await openThread()
  const loading = threads.loadEarlier('m1')
  arrive(700, 400)
  await loading
  expect(replies()).toEqual(numbers(501, 700))
  expect(shown()).toMatchObject({ hasEarlier: true, loadingEarlier: false })
})
