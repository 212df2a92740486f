import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { next, type TestAnswer } from '../../testing/browser.ts'
import { letTimePass } from '../../testing/passing-time.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const endedSessionsOf = ({ id }: TestPerson) =>
  relay.sql<{ session_id: string; reason: string }[]>`
    select id as session_id, revoke_reason as reason from user_sessions
    where user_id = ${id} and revoked_at is not null order by id`
const endingsOf = ({ id }: TestPerson) =>
  relay.sql<{ session_id: string; reason: string }[]>`
    select session_id, reason from audit_log
    where subject_id = ${id} and action = 'session_ended' order by session_id`

const logOut = ({ browser }: TestPerson) => browser.call('DELETE', '/api/auth/session')
const signInElsewhere = async (person: TestPerson) => {
  const { access_token } = await relay.auth.signIn(person.email)
  const browser = relay.browser()
  const { body } = await browser.bridge(access_token)
  return { browser, id: body.session.id as string }
}
const pastItsEnd = ({ id }: TestPerson) =>
  relay.sql`update user_sessions set expires_at = now() where user_id = ${id}`

/** Every way in which the relay ends a session. Each returns the answer of the request that ended it. */
const endings: [string, string, (person: TestPerson) => Promise<TestAnswer>][] = [
  ['log-out', 'logged_out', logOut],
  [
    'log-out, of an expired session',
    'logged_out',
    async (person) => {
      await pastItsEnd(person)
      return logOut(person)
    },
  ],
  [
    'the list of devices, the own device',
    'logged_out',
    async ({ browser }) => {
      const { body } = await browser.call('GET', '/api/auth/session')
      return browser.call('DELETE', `/api/auth/sessions/${body.session.id}`)
    },
  ],
  [
    'the list of devices, another device',
    'ended_by_owner',
    async (person) => {
      const { id } = await signInElsewhere(person)
      return person.browser.call('DELETE', `/api/auth/sessions/${id}`)
    },
  ],
  [
    'the list of devices, all other devices',
    'ended_by_owner',
    async (person) => {
      await signInElsewhere(person)
      await signInElsewhere(person)
      return person.browser.call('DELETE', '/api/auth/sessions')
    },
  ],
  [
    'another person in the same browser',
    'replaced',
    async ({ browser }) => browser.bridge((await relay.auth.signUp()).access_token),
  ],
  [
    'another sign-in in the same browser',
    'replaced',
    async ({ browser, email }) => browser.bridge((await relay.auth.signIn(email)).access_token),
  ],
  [
    'its absolute end, seen at a bridge',
    'expired',
    async (person) => {
      await pastItsEnd(person)
      return person.browser.bridge(person.session.access_token)
    },
  ],
  [
    'its absolute end, seen at a refresh',
    'expired',
    async (person) => {
      await pastItsEnd(person)
      return person.browser.refresh()
    },
  ],
  [
    'its idle end',
    'expired',
    async ({ browser, id }) => {
      await letTimePass(relay.sql, id, '8 days')
      return browser.refresh()
    },
  ],
  [
    'a sign-out at Supabase that was not told',
    'sign_in_ended',
    async ({ browser, session }) => {
      await relay.sql`alter table auth.sessions disable trigger parley_sign_in_ended`
      await relay.auth.signOut(session)
      await relay.sql`alter table auth.sessions enable trigger parley_sign_in_ended`
      return browser.refresh()
    },
  ],
  [
    'a stolen token',
    'refresh_token_reuse',
    async ({ browser }) => {
      const stolen = browser.copy()
      await browser.refresh()
      await browser.refresh()
      return stolen.refresh()
    },
  ],
]

test.each(endings)('an ending by %s is audited once, as %s', async (_by, reason, end) => {
  const person = await relay.person()
  const answer = await end(person)
  const ended = await endedSessionsOf(person)
  expect(new Set(ended.map((session) => session.reason))).toEqual(new Set([reason]))
  expect(await endingsOf(person)).toEqual(ended)
  const causes = await relay.sql`
    select distinct ip_address, request_id from audit_log
    where subject_id = ${person.id} and action = 'session_ended'`
  expect(causes).toEqual([
    { ip_address: '127.0.0.1', request_id: answer.headers.get('x-request-id') },
  ])
})

test('a sign-out at Supabase is audited when it is told; no request of Parley caused it', async () => {
  const person = await relay.person()
  const { socket } = await person.browser.connect()
  const told = next(socket, 'session:ended')
  await relay.auth.signOut(person.session)
  await told
  expect(await endingsOf(person)).toEqual(await endedSessionsOf(person))
  const causes = await relay.sql`
    select reason, ip_address, request_id from audit_log
    where subject_id = ${person.id} and action = 'session_ended'`
  expect(causes).toEqual([{ reason: 'sign_in_ended', ip_address: null, request_id: null }])
})

test('what cannot be audited does not happen', async () => {
  const person = await relay.person()
  const before = person.browser.copy()
  const stranger = await relay.auth.signUp()
  await relay.sql`
    alter table audit_log add constraint nothing_ends check (action <> 'session_ended') not valid`
  onTestFinished(async () => {
    await relay.sql`alter table audit_log drop constraint nothing_ends`
  })
  expect((await person.browser.bridge(stranger.access_token)).status).toBe(500)
  expect((await logOut(person)).status).toBe(500)
  expect(await endedSessionsOf(person)).toEqual([])
  expect((await before.call('GET', '/api/auth/session')).status).toBe(200)
})

test('the SQL statement of the manual ends sessions and is audited', async () => {
  const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const statement = /```sql\n([^`]*audit_log[^`]*)```/.exec(manual)?.[1] ?? ''
  const person = await relay.person()
  await signInElsewhere(person)
  const { socket } = await person.browser.connect()
  const told = next(socket, 'session:ended')

  await relay.sql.unsafe(statement.replace('…', person.id))
  expect(await told).toEqual({ reason: 'administrator' })
  expect(await endingsOf(person)).toEqual(await endedSessionsOf(person))
  expect(await endingsOf(person)).toHaveLength(2)
  expect((await person.browser.refresh()).body.error.code).toBe('session_ended')
})

test('the deletion of an account keeps its audit log and adds the time of the deletion', async () => {
  const person = await relay.person()
  await relay.sql`delete from auth.users where id = ${person.id}`
  const audited =
    await relay.sql`select action from audit_log where subject_id = ${person.id} order by id`
  expect(audited).toEqual([{ action: 'session_started' }, { action: 'account_deleted' }])
})
