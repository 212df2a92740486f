import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { eventually } from '../../testing/eventually.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase, type Database, type Sql } from './client.ts'
import { isPassingFault } from './faults.ts'

/** Vitest fails a file with an uncaught error. In the relay such an error would end the process. */
let database: TestDatabase
let admin: postgres.Sql
let sql: Database
beforeAll(async () => {
  database = await openTestDatabase()
  admin = postgres(database.superuserUrl, { max: 1 })
  sql = openDatabase(database.url, silent, { connections: 1 })
  await sql`create table written (value int)`
})
afterAll(async () => {
  await sql.end()
  await admin.end()
  await database.drop()
})

async function pidOf(tx: Sql): Promise<number> {
  const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
  return row?.pid ?? 0
}

async function endConnection(pid: number): Promise<void> {
  await admin`select pg_terminate_backend(${pid})`
  await eventually('it is gone', async () => {
    return (await admin`select 1 from pg_stat_activity where pid = ${pid}`).length === 0
  })
}

const faultOf = (transaction: Promise<unknown>) =>
  transaction.then(
    () => null,
    (error: unknown) => error,
  )

test('a connection that breaks during a query fails only its own transaction', async () => {
  const fault = await faultOf(
    sql.begin(async (tx) => {
      const pid = await pidOf(tx)
      await tx`insert into written values (1)`
      const asking = tx`select pg_sleep(9)`
      asking.catch(() => undefined)
      await eventually('it is asked', async () => {
        return (
          (await admin`select 1 from pg_stat_activity where pid = ${pid} and state = 'active'`)
            .length === 1
        )
      })
      await endConnection(pid)
      await asking
    }),
  )
  expect(isPassingFault(fault)).toBe(true)
  expect(await sql`select * from written`).toEqual([])
})

test('a query after the loss of the connection is refused, even when a new connection exists', async () => {
  let late: unknown
  let isDone = false
  const fault = await faultOf(
    sql.begin(async (tx) => {
      await endConnection(await pidOf(tx))
      await sql`select 1`
      late = await faultOf(tx`insert into written values (2)`)
      isDone = true
    }),
  )
  expect(isPassingFault(fault)).toBe(true)
  await eventually('it went on', () => isDone)
  expect(isPassingFault(late)).toBe(true)
  expect(await sql`select * from written`).toEqual([])
})

test('a transaction that throws is rolled back and passes its own error on', async () => {
  const reason = new Error('a rule says no')
  const fault = await faultOf(
    sql.begin(async (tx) => {
      await tx`insert into written values (3)`
      throw reason
    }),
  )
  expect(fault).toBe(reason)
  expect(await sql`select * from written`).toEqual([])
  expect(await sql.begin((tx) => tx`insert into written values (4) returning value`)).toEqual([
    { value: 4 },
  ])
})
