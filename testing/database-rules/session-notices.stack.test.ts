import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../database.ts'

let database: TestDatabase
let sql: Sql
const heard: string[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.directUrl, { max: 2, onnotice: () => {} })
  await sql.listen('parley_session_ended', (payload) => heard.push(payload))
})

afterAll(async () => {
  await sql.end()
  await database.drop()
})

async function insertSession(): Promise<{ id: string; account: string }> {
  const [id, account] = [randomUUID(), randomUUID()]
  await sql`insert into auth.users (id, email) values (${account}, ${`${account}@example.com`})`
  await sql`
    insert into public.user_sessions (id, user_id, expires_at, renewed_until, supabase_session_id)
    values (${id}, ${account}, now() + interval '30 days', now(), ${randomUUID()})`
  return { id, account }
}

/** The notices since the last call. A marker that is sent now ends the list, because notices keep their order. */
async function told(): Promise<unknown[]> {
  const marker = `end ${randomUUID()}`
  await sql.notify('parley_session_ended', marker)
  await expect.poll(() => heard).toContain(marker)
  return heard
    .splice(0)
    .filter((payload) => payload !== marker)
    .map((payload) => JSON.parse(payload) as unknown)
}

test('a session that starts or is used sends no notice', async () => {
  const { id } = await insertSession()
  await sql`update public.user_sessions set last_seen_at = now() where id = ${id}`
  expect(await told()).toEqual([])
})

test('the end of a session sends one notice with its reason', async () => {
  const { id } = await insertSession()
  const end = () => sql`
    update public.user_sessions set revoked_at = now(), revoke_reason = 'logged_out'
    where id = ${id}`
  await end()
  expect(await told()).toEqual([{ session_id: id, reason: 'logged_out' }])
  await end()
  expect(await told()).toEqual([])
})

test("an administrator's SQL ends a session as well as the relay does", async () => {
  const { id } = await insertSession()
  await sql`update public.user_sessions set revoked_at = now() where id = ${id}`
  expect(await told()).toEqual([{ session_id: id, reason: 'administrator' }])
})

test('a deleted account ends its sessions', async () => {
  const { id, account } = await insertSession()
  await sql`delete from auth.users where id = ${account}`
  expect(await told()).toEqual([{ session_id: id, reason: 'account_deleted' }])
})

test('deleting a session that has ended sends no notice', async () => {
  const { id } = await insertSession()
  await sql`update public.user_sessions set revoked_at = now() where id = ${id}`
  await told()
  await sql`delete from public.user_sessions where id = ${id}`
  expect(await told()).toEqual([])
})

test('a rollback sends no notice', async () => {
  const { id } = await insertSession()
  const undone = sql.begin(async (tx) => {
    await tx`update public.user_sessions set revoked_at = now() where id = ${id}`
    throw new Error('undo')
  })
  await expect(undone).rejects.toThrow('undo')
  expect(await told()).toEqual([])
})
