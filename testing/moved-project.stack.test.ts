import { afterAll, beforeAll, expect, test } from 'vitest'
import { snapshot } from './database-rules/snapshot.ts'
import { eventually } from './eventually.ts'
import { findDump, moveProject } from './moved-project.ts'
import { openTestRelay, type TestPerson, type TestRelay } from './relay.ts'

const dump = findDump()
// The project is moved all the same, and whoever reads the log knows what was not tried.
if (dump === null) console.warn('no pg_dump of version 17: the project is copied, and not dumped')

let before: TestRelay
let after: TestRelay
let people: TestPerson[]
beforeAll(async () => {
  before = await openTestRelay()
  people = await Promise.all(['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => before.person(name)))
  after = await openTestRelay({}, moveProject(before.directUrl, dump))
})
afterAll(async () => {
  await after.close()
  await before.close()
})

const ready = async () => {
  const answer = await fetch(`${after.url}/readyz`)
  return { status: answer.status, text: await answer.text() }
}
/** As an operator does. */
const attach = async () => {
  const rows = await after.sql.begin(async (sql) => {
    await sql`set local role postgres`
    return sql<{ name: string }[]>`select * from private.attach_to_auth() as attached (name)`
  })
  return rows.map(({ name }) => name)
}
const triggers = [
  'parley_account_closed',
  'parley_account_created',
  'parley_account_deleted',
  'parley_sign_in_ended',
]

test('a project that was moved is not ready, and the answer names the statement that mends it', async () => {
  expect(await after.sql`select from public.profiles`).toHaveLength(people.length)
  const { status, text } = await ready()
  expect(status).toBe(503)
  expect(text).toContain(triggers.join(', '))
  expect(text).toContain('select private.attach_to_auth();')
})

test('after that statement all is as before, and it knows what happened to accounts meanwhile', async () => {
  const [ada, ben, cleo] = people as [TestPerson, TestPerson, TestPerson]
  const made = await after.auth.signUp(undefined, { display_name: 'Eve' })
  await after.sql`delete from auth.users where id = ${ben.id}`
  await after.sql`
    update auth.users set banned_until = now() + interval '1 day' where id = ${cleo.id}`
  const profiles = async () =>
    (await after.sql<{ name: string }[]>`select display_name as name from public.profiles`)
      .map(({ name }) => name)
      .toSorted()
  expect(await profiles()).toEqual(['Ada', 'Cleo', 'Dan'])

  expect((await attach()).toSorted()).toEqual(triggers)
  expect(await attach()).toEqual([])
  await eventually('it is ready', async () => (await ready()).status === 200)
  expect(await profiles()).toEqual(['Ada', 'Cleo', 'Dan', 'Eve'])
  expect((await after.browser().bridge(made.access_token)).body.user.display_name).toBe('Eve')
  const noted = (id: string, reason: string) => after.sql`
    select from public.audit_log where subject_id = ${id} and reason = ${reason}`
  expect(await noted(ben.id, 'account_deleted')).toHaveLength(1)
  await eventually('the session of the banned person ends', async () => {
    return (await noted(cleo.id, 'sign_in_ended')).length === 1
  })
  const alive = await after.sql`
    select from public.user_sessions where user_id = ${ada.id} and revoked_at is null`
  expect(alive).toHaveLength(1)
})

test('from then on it hears again of what happens to accounts', async () => {
  const dan = people.at(-1)!
  await after.sql`delete from auth.users where id = ${dan.id}`
  const noted = await after.sql`
    select from public.audit_log where subject_id = ${dan.id} and reason = 'account_deleted'`
  expect(noted).toHaveLength(1)
})

/** A dump leaves out dropped columns, so that others get lower numbers, and sets its own parentheses. */
const written = (lines: string[]) =>
  lines
    .filter((line) => !line.includes('pg.dropped'))
    .map((line) => line.replace(/^(column [\w.]+)\.\d+:/, '$1:').replaceAll(/[()]/g, ''))
    .toSorted()

test('the moved project differs in nothing from one that was migrated', async () => {
  const schemas = ['public', 'private', 'auth']
  const [moved, migrated] = await Promise.all(
    [after, before].map(({ sql }) => snapshot(sql, schemas)),
  )
  expect(written(moved!)).toEqual(written(migrated!))
})
