import { expect, test } from 'vitest'
import { newMessage } from '../../../testing/new-message.ts'
import type { WriteJob } from './write-job.ts'
import { createWriteQueue } from './write-queue.ts'

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

test('a conversation has one commit at a time, and another conversation waits for none', async () => {
  const { add, bodies, commits } = queueOf(2)
  add('one', '1')
  await turn()
  add('one', '2')
  add('two', 'a')
  await turn()
  expect(bodies()).toEqual([['1'], ['a']])
  commits[1]!.end()
  await turn()
  expect(bodies()).toHaveLength(2)
  add('one', '3')
  commits[0]!.end()
  await turn()
  expect(bodies()).toEqual([['1'], ['a'], ['2', '3']])
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
