import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'
import { eventually } from '../../../testing/eventually.ts'
import { newMessage } from '../../../testing/new-message.ts'
import { insertDirect, insertPeople } from '../../../testing/rows.ts'
import { silent } from '../../../testing/silence.ts'
import { openDatabase, type Database } from '../../database/client.ts'
import { createContention } from './contention.ts'
import { createSlowLanes } from './slow-lanes.ts'
import type { WriteJob } from './write-job.ts'

let database: TestDatabase
let sql: Database
let admin: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  sql = openDatabase(database.url, silent)
  admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()])
  await database.drop()
})

/** The lanes of one conversation, at a time that stands still, and the commits they made. */
async function openLanes() {
  const [ada, ben] = (await insertPeople(admin, 2)) as [string, string]
  const id = await insertDirect(admin, ada, ben)
  const begun: number[] = []
  const commits: string[][] = []
  const lanes = createSlowLanes<WriteJob>(
    sql,
    {
      began: (jobs) => void begun.push(jobs.length),
      settle(jobs, outcomes) {
        expect(outcomes.map(({ kind }) => kind)).toEqual(jobs.map(() => 'stored'))
        commits.push(jobs.map(({ message }) => message.body))
      },
    },
    createContention(() => 10_000),
  )
  const job = (body: string, sender = ada): WriteJob => ({
    message: newMessage(id, sender, { body }),
    since: Date.now(),
    fail: (error) => expect.unreachable(String(error)),
  })
  const empty = (count: number) =>
    eventually(`${count} commits, and nobody waits`, () =>
      Promise.resolve(commits.length === count && lanes.count(id) === 0),
    )
  return { id, ben, lanes, job, begun, commits, empty }
}

test('a lane takes all messages of a conversation that was found locked twice', async () => {
  const { id, lanes, job, commits, empty } = await openLanes()
  lanes.addLocked(job('1'))
  expect(lanes.takes(id)).toBe(true)
  await empty(1)
  expect(lanes.takes(id)).toBe(false)
  lanes.addLocked(job('2'))
  await empty(2)
  expect(lanes.takes(id)).toBe(true)
  lanes.add(job('3'))
  await empty(3)
  expect(commits).toEqual([['1'], ['2'], ['3']])
})

test('messages that one commit found locked met one lock', async () => {
  const { id, lanes, job, commits, empty } = await openLanes()
  lanes.addLocked(job('1'))
  lanes.addLocked(job('2'))
  await empty(1)
  expect(commits).toEqual([['1', '2']])
  expect(lanes.takes(id)).toBe(false)
})

test('in a contested conversation, messages that come between two commits share the next one', async () => {
  const { lanes, job, commits, empty } = await openLanes()
  for (const body of ['1', '2']) {
    lanes.addLocked(job(body))
    await empty(Number(body))
  }
  lanes.add(job('3'))
  // Without the pause, the lane has begun after these steps.
  for (let step = 0; step < 5; step++) await Promise.resolve()
  lanes.add(job('4'))
  await empty(3)
  expect(commits).toEqual([['1'], ['2'], ['3', '4']])
})

test('a sender with many messages in a lane does not keep others out of its next commit', async () => {
  const { ben, lanes, job, begun, commits, empty } = await openLanes()
  for (let n = 1; n <= 60; n++) lanes.addLocked(job(String(n)))
  lanes.addLocked(job('of Ben', ben))
  await empty(2)
  expect(begun).toEqual([51, 10])
  expect(commits[0]).toContain('of Ben')
  expect(commits[1]).toEqual(Array.from({ length: 10 }, (_, n) => String(51 + n)))
})
