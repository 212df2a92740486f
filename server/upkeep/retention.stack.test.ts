import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { letTimePass } from '../../testing/passing-time.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase, type Database } from '../database/client.ts'
import { deleteWhatIsOld } from './retention.ts'

let relay: TestRelay
let sql: Database
let runs: (() => Promise<void>)[] = []
beforeAll(async () => {
  relay = await openTestRelay(
    { PARLEY_ENDED_SESSION_DAYS: '7', PARLEY_AUDIT_ADDRESS_DAYS: '20' },
    undefined,
    {
      repeat(_milliseconds, run) {
        runs.push(run)
        return () => {
          runs = []
        }
      },
    },
  )
  sql = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 2 })
})
afterAll(async () => {
  await sql.end()
  await relay.close()
})

const days = { endedSessionDays: 7, auditAddressDays: 20, decidedReportDays: 180 }
const nothing = { sessions: 0, addresses: 0, reports: 0, actions: 0, leftovers: 0, previews: 0 }
const sessionsOf = ({ id }: TestPerson) =>
  relay.sql`select from user_sessions where user_id = ${id}`
const generationsOf = async ({ id }: TestPerson) => {
  const rows = await relay.sql<{ generation: number }[]>`
    select generation::int from refresh_tokens where user_id = ${id} order by 1`
  return rows.map(({ generation }) => generation)
}

test('of all refresh tokens of a session two stay, however often it is renewed', async () => {
  const person = await relay.person()
  for (let count = 0; count < 12; count += 1) await person.browser.refresh()
  expect(await generationsOf(person)).toEqual([12, 13])
})

test('a token whose row is gone is still theft, wherever it is presented', async () => {
  for (const present of ['refresh', 'log-out', 'bridge'] as const) {
    const person = await relay.person()
    const thief = person.browser.copy()
    for (let count = 0; count < 4; count += 1) await person.browser.refresh()
    expect(await generationsOf(person)).toEqual([4, 5])
    if (present === 'refresh') await thief.refresh()
    if (present === 'log-out') await thief.call('DELETE', '/api/auth/session')
    if (present === 'bridge') await thief.bridge((await relay.auth.signUp()).access_token)
    const ended = await relay.sql`
      select revoke_reason from user_sessions where user_id = ${person.id}`
    expect(ended).toEqual([{ revoke_reason: 'refresh_token_reuse' }])
  }
})

test('a forged origin ends nobody’s session, and neither does a token from after a restored backup', async () => {
  const person = await relay.person()
  const [name, token] = [...person.browser.cookies].find(([key]) => key.includes('refresh'))!
  const [, sessionId, , proof] = token.split('.')
  const stranger = relay.browser()
  for (const forged of [
    `${'x'.repeat(43)}.${sessionId}.0.${proof}`,
    `${'x'.repeat(43)}.${sessionId}.0.${'y'.repeat(43)}`,
    token.replace(/\.1\./, '.0.'),
  ]) {
    stranger.cookies.set(name, forged)
    expect((await stranger.refresh()).status).toBe(401)
  }
  await person.browser.refresh()
  await relay.sql`
    delete from refresh_tokens where user_id = ${person.id} and generation = 2`
  expect((await person.browser.refresh()).status).toBe(401)
  const living = await relay.sql`
    select from user_sessions where user_id = ${person.id} and revoked_at is null`
  expect(living).toHaveLength(1)
})

test('a session of a version before, whose tokens name nothing, goes on and keeps its tokens', async () => {
  const person = await relay.person()
  const thief = person.browser.copy()
  await relay.sql`update refresh_tokens set generation = null where user_id = ${person.id}`
  for (let count = 0; count < 3; count += 1) {
    expect((await person.browser.refresh()).status).toBe(200)
  }
  expect(await generationsOf(person)).toHaveLength(3)
  await thief.refresh()
  const ended =
    await relay.sql`select revoke_reason from user_sessions where user_id = ${person.id}`
  expect(ended).toEqual([{ revoke_reason: 'refresh_token_reuse' }])
})

test('sessions go a week after they ended, with their tokens and addresses, and living ones stay', async () => {
  const [left, over, living, recent] = await Promise.all([
    relay.person(),
    relay.person(),
    relay.person(),
    relay.person(),
  ])
  await left.browser.call('DELETE', '/api/auth/session')
  await recent.browser.call('DELETE', '/api/auth/session')
  await relay.sql`
    update user_sessions set revoked_at = revoked_at - interval '8 days' where user_id = ${left.id}`
  await letTimePass(relay.sql, over.id, '38 days')
  await letTimePass(relay.sql, living.id, '29 days')
  const { sessions } = await deleteWhatIsOld(sql, days, { batch: 1 })
  expect(sessions).toBe(2)
  expect(await sessionsOf(left)).toHaveLength(0)
  expect(await sessionsOf(over)).toHaveLength(0)
  expect(await sessionsOf(living)).toHaveLength(1)
  expect(await sessionsOf(recent)).toHaveLength(1)
  const tokens = await relay.sql`
    select from refresh_tokens where user_id = any(${[left.id, over.id]})`
  expect(tokens).toHaveLength(0)
})

test('the audit log forgets addresses after its own time, and nothing else; the relay does so by itself', async () => {
  const person = await relay.person()
  const rows = () => relay.sql`
    select action, reason, ip_address, request_id is not null as "hasRequest" from audit_log
    where subject_id = ${person.id} order by id`
  await person.browser.call('DELETE', '/api/auth/session')
  const before = await rows()
  expect(before.map(({ ip_address }) => ip_address)).toEqual(['127.0.0.1', '127.0.0.1'])
  // A trigger refuses every change of the log. The test switches it off for a moment to make lines look old.
  await relay.sql.begin(async (tx) => {
    await tx`alter table audit_log disable trigger audit_log_rows_stay`
    await tx`
      update audit_log set created_at = created_at - interval '21 days'
      where subject_id = ${person.id} and action = 'session_started'`
    await tx`alter table audit_log enable trigger audit_log_rows_stay`
  })
  for (const run of runs) await run()
  expect(await rows()).toEqual([{ ...before[0], ip_address: null }, before[1]])
  const owner = postgres(relay.directUrl, { max: 1 })
  for (const change of ['ip_address = null', "reason = 'forged'", 'request_id = null']) {
    await expect(
      owner.unsafe(`update public.audit_log set ${change} where subject_id = '${person.id}'`),
    ).rejects.toMatchObject({ code: '42501' })
  }
  await owner.end()
})

test('two relays never delete at once', async () => {
  const other = await relay.sql.reserve()
  await other`begin`
  await other`select pg_advisory_xact_lock(hashtextextended('parley upkeep', 0))`
  const person = await relay.person()
  await person.browser.call('DELETE', '/api/auth/session')
  await relay.sql`
    update user_sessions set revoked_at = revoked_at - interval '8 days' where user_id = ${person.id}`
  expect(await deleteWhatIsOld(sql, days)).toEqual(nothing)
  await other`commit`
  other.release()
  expect(await deleteWhatIsOld(sql, days)).toEqual({ ...nothing, sessions: 1 })
})
