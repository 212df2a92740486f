import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestBrowser } from '../../testing/browser.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

type Request = () => Promise<{ status: number }>

/**
 * An ending writes to the audit log after it changed the session's row. A lock here stops it when it is done and not
 * yet committed.
 */
const AUDIT_LOG = 'lock table audit_log in share mode'
/** A bridge reads whether its sign-in is still valid. A lock here stops it while it keeps its own locks. */
const SIGN_INS = 'lock table auth.sessions'

/** Starts each request when the earlier ones wait for a lock, then releases the lock. Returns the answer of each. */
async function crossing(
  lockStatement: string,
  requests: Request[],
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<number[]> {
  const holder = await relay.sql.reserve()
  const answers: ReturnType<Request>[] = []
  await holder`begin`
  try {
    await holder.unsafe(lockStatement)
    for (const request of requests) {
      answers.push(request())
      await eventually('every request waits for a lock', async () => {
        const waiting = await relay.sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        return waiting.length === answers.length
      })
    }
    await meanwhile()
  } finally {
    await holder`commit`
    holder.release()
  }
  return (await Promise.all(answers)).map(({ status }) => status)
}

const logOut = (browser: TestBrowser) => browser.call('DELETE', '/api/auth/session')
const endOtherDevices = (browser: TestBrowser) => browser.call('DELETE', '/api/auth/sessions')
const idOf = async (browser: TestBrowser) =>
  (await browser.call('GET', '/api/auth/session')).body.session.id as string
const signInElsewhere = async ({ email }: TestPerson) => {
  const { access_token: token } = await relay.auth.signIn(email)
  const browser = relay.browser()
  await browser.bridge(token)
  return { browser, token, id: await idOf(browser) }
}

/** The ways to end a session on purpose. */
const endings: [string, (person: TestPerson) => Promise<Request>][] = [
  [
    'being logged out',
    async ({ browser }) =>
      () =>
        logOut(browser),
  ],
  [
    'being ended on another device',
    async (person) => {
      const [device, id] = [await signInElsewhere(person), await idOf(person.browser)]
      return () => device.browser.call('DELETE', `/api/auth/sessions/${id}`)
    },
  ],
  [
    'being ended with all other devices',
    async (person) => {
      const device = await signInElsewhere(person)
      return () => endOtherDevices(device.browser)
    },
  ],
  [
    'being ended for theft',
    async ({ browser }) => {
      const thief = browser.copy()
      await browser.refresh()
      await browser.refresh()
      return () => thief.refresh()
    },
  ],
]

test.each(endings)('a sign-in gets no new session while its session is %s', async (_, arrange) => {
  const person = await relay.person()
  const [id, token] = [await idOf(person.browser), person.session.access_token]
  const tab = person.browser.copy()
  const end = await arrange(person)
  const [, ...bridged] = await crossing(AUDIT_LOG, [
    end,
    () => relay.browser().bridge(token),
    () => tab.bridge(token),
  ])
  expect(bridged).toEqual([401, 401])
  const sessions = await relay.sql`
    select revoked_at is null as alive from user_sessions
    where supabase_session_id = (select supabase_session_id from user_sessions where id = ${id})`
  expect(sessions).toEqual([{ alive: false }])
})

test('a sign-in that ends at Supabase while its bridge waits for a lock is refused', async () => {
  const { session, id } = await relay.person()
  const answers = await crossing(
    `select from user_sessions where user_id = '${id}' for update`,
    [() => relay.browser().bridge(session.access_token)],
    () => relay.auth.signOut(session),
  )
  expect(answers).toEqual([401])
})

/** Sessions of two people, in the order of their ids, and a browser with cookies of both. */
async function twoSessions() {
  const sessions = [
    await signInElsewhere(await relay.person()),
    await signInElsewhere(await relay.person()),
  ].sort((one, two) => (one.id < two.id ? -1 : 1))
  const [lower, higher] = sessions as [(typeof sessions)[0], (typeof sessions)[0]]
  const both = lower.browser.copy()
  const refresh = [...both.cookies.keys()].find((name) => name.includes('refresh'))!
  both.cookies.set(refresh, higher.browser.cookies.get(refresh)!)
  return { lower, higher, both }
}

test('two bridges that replace each other’s session and a log-out of both do not fail', async () => {
  const { lower, higher, both } = await twoSessions()
  const answers = await crossing(SIGN_INS, [
    () => higher.browser.bridge(lower.token),
    () => lower.browser.bridge(higher.token),
    () => logOut(both),
  ])
  expect(answers).toEqual([200, 201, 204])
})

test('a bridge waits for a log-out of two sessions and blocks none of its locks', async () => {
  const { lower, higher, both } = await twoSessions()
  const answers = await crossing(`select from user_sessions where id = '${lower.id}' for update`, [
    () => logOut(both),
    () => higher.browser.bridge(lower.token),
  ])
  expect(answers).toEqual([204, 401])
})

test('a device that two requests end at once is found by the first only', async () => {
  const person = await relay.person()
  const { id } = await signInElsewhere(person)
  const endDevice = () => person.browser.call('DELETE', `/api/auth/sessions/${id}`)
  expect(await crossing(AUDIT_LOG, [endDevice, endDevice])).toEqual([204, 404])
})

test('ending all other devices also ends a session that a bridge is opening in the place of one', async () => {
  const person = await relay.person()
  const { browser, token, id } = await signInElsewhere(person)
  await relay.sql`update user_sessions set expires_at = now() where id = ${id}`
  const answers = await crossing(SIGN_INS, [
    () => browser.bridge(token),
    () => endOtherDevices(person.browser),
  ])
  expect(answers).toEqual([201, 204])
  expect((await browser.call('GET', '/api/auth/session')).status).toBe(401)
  expect((await browser.bridge(token)).status).toBe(401)
})
