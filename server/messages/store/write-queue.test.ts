import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newMessage } from '../../../testing/new-message.ts'
import type { WriteJob } from './write-job.ts'
import { createWriteQueue } from './write-queue.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())
/** A queue whose commits end when the test says so. */
function queueOf(commitsAtOnce: number) {
  const commits: { bodies: string[]; end(): void }[] = []
  const queue = createWriteQueue<WriteJob>(
    (batch) =>
      new Promise((end) => commits.push({ bodies: batch.map((job) => job.message.body), end })),
    commitsAtOnce,
  )
  const add = (conversation: string, body: string, sender = 'ada') =>
    queue.add({
      message: newMessage(conversation, sender, { body }),
      since: 0,
      fail: () => undefined,
    })
  return { add, bodies: () => commits.map(({ bodies }) => bodies), commits }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A commit of one message is slow after this. */
const SLOW = 6

test('a conversation has one commit at a time, and another conversation does not wait for a slow one', async () => {
  const { add, bodies, commits } = queueOf(2)
  add('one', '1')
  await turn()
  add('one', '2')
  add('two', 'a')
  await turn()
  vi.advanceTimersByTime(SLOW)
  expect(bodies()).toEqual([['1'], ['a']])
  commits[1]!.end()
  await turn()
  vi.advanceTimersByTime(SLOW)
  expect(bodies()).toHaveLength(2)
  add('one', '3')
  commits[0]!.end()
  await turn()
  expect(bodies()).toEqual([['1'], ['a'], ['2', '3']])
})

test('what comes while a fast commit runs shares the next one, and that begins when the first ends', async () => {
  const { add, bodies, commits } = queueOf(2)
  add('one', '1')
  await turn()
  add('two', 'a')
  add('three', 'b')
  await turn()
  vi.advanceTimersByTime(SLOW - 2)
  expect(bodies()).toEqual([['1']])
  commits[0]!.end()
  await turn()
  expect(bodies()).toEqual([['1'], ['a', 'b']])
})

test('a full commit waits only for a place', async () => {
  const { add, bodies } = queueOf(2)
  add('first', 'first')
  await turn()
  for (let n = 0; n < 200; n++) add(`of ${n}`, String(n), `sender ${n}`)
  await turn()
  expect(bodies()[1]).toHaveLength(200)
})

test('where commits are always slow, nobody waits for one', async () => {
  const { add, bodies, commits } = queueOf(2)
  for (let n = 0; n < 30; n++) {
    add('one', String(n))
    await turn()
    vi.advanceTimersByTime(5 * SLOW)
    commits.at(-1)!.end()
    await turn()
  }
  add('one', 'one')
  await turn()
  add('two', 'two')
  await turn()
  expect(bodies().slice(30)).toEqual([['one'], ['two']])
})

test('what comes while all commits are taken shares the next one', async () => {
  const { add, bodies, commits } = queueOf(1)
  add('one', 'one')
  await turn()
  for (const name of ['two', 'three', 'four']) add(name, name)
  await turn()
  expect(bodies()).toEqual([['one']])
  commits[0]!.end()
  await turn()
  expect(bodies()).toEqual([['one'], ['two', 'three', 'four']])
})

test('a sender with many messages leaves room for another sender', async () => {
  const { add, bodies, commits } = queueOf(1)
  add('one', 'first')
  await turn()
  for (let n = 0; n < 60; n++) add('one', String(n))
  add('two', 'of ben', 'ben')
  commits[0]!.end()
  await turn()
  expect(bodies()[1]).toHaveLength(51)
  expect(bodies()[1]).toContain('of ben')
})
