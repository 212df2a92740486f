import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase, type Database } from './client.ts'
import { QueryDeadline } from './faults.ts'

let database: TestDatabase
let sql: Database
beforeAll(async () => {
  database = await openTestDatabase()
  sql = openDatabase(database.url, silent, { connections: 1 })
  await sql`create table written (value int)`
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/**
 * Takes the only connection, so that further queries wait. Twelve seconds pass, and then the connection is free again.
 */
async function whileBusy<T>(wait: () => Promise<T>): Promise<unknown> {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let taken = (): void => undefined
  const isTaken = new Promise<void>((resolve) => (taken = resolve))
  const holding = sql.begin(async (tx) => {
    await tx`select 1`
    taken()
    await released
  })
  await isTaken
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const outcome = wait().catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(12_000)
  vi.useRealTimers()
  const result = await outcome
  release()
  await holding
  return result
}

const written = async () => (await sql`select * from written`).length

test('a write that gets no connection in time fails and never takes effect', async () => {
  expect(await whileBusy(() => sql`insert into written values (1)`.execute())).toBeInstanceOf(
    QueryDeadline,
  )
  expect(await written()).toBe(0)
})

test('a transaction that gets no connection in time does not begin, and takes none later', async () => {
  const begin = () => sql.begin((tx) => tx`insert into written values (2)`)
  expect(await whileBusy(begin)).toBeInstanceOf(QueryDeadline)
  expect(await written()).toBe(0)
  await sql.begin((tx) => tx`insert into written values (3)`)
  expect(await written()).toBe(1)
})
