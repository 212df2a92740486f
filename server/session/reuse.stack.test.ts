import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { next, type TestBrowser, type TestSocket } from '../../testing/browser.ts'
import { letTimePass } from '../../testing/passing-time.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const closed = (socket: TestSocket) => new Promise((resolve) => socket.once('disconnect', resolve))
const sessionsOf = ({ id }: { id: string }) =>
  relay.sql<{ revoke_reason: string | null }[]>`
    select revoke_reason from user_sessions where user_id = ${id} order by created_at`
const endingsOf = ({ id }: { id: string }) =>
  relay.sql<{ reason: string; request_id: string }[]>`
    select reason, request_id from audit_log
    where subject_id = ${id} and action = 'session_ended' order by id`

/** The ways in which a copied cookie becomes one that only a thief would still use. */
const thefts: [string, (victim: TestPerson) => Promise<TestBrowser>][] = [
  [
    'that is two generations old',
    async ({ browser, id }) => {
      const stolen = browser.copy()
      await browser.refresh()
      await browser.refresh()
      await letTimePass(relay.sql, id, '2 minutes')
      return stolen
    },
  ],
  [
    'after its successor was confirmed and its grace period is over',
    async ({ browser, id }) => {
      const stolen = browser.copy()
      await browser.refresh()
      await browser.call('GET', '/api/auth/session')
      await letTimePass(relay.sql, id, '2 minutes')
      return stolen
    },
  ],
  [
    'that is two generations old and past its idle end',
    async ({ browser, id }) => {
      const stolen = browser.copy()
      await browser.refresh()
      await letTimePass(relay.sql, id, '4 days')
      await browser.refresh()
      await letTimePass(relay.sql, id, '4 days')
      return stolen
    },
  ],
]

/** The places where the token may be presented, with the answer there. */
const places: [string, (stolen: TestBrowser, victim: TestPerson) => Promise<unknown>][] = [
  [
    'at the bridge, by a person with their own sign-in',
    async (stolen) => {
      const stranger = await relay.auth.signUp()
      const answer = await stolen.bridge(stranger.access_token)
      expect([answer.status, answer.body.user.id]).toEqual([201, stranger.user.id])
      expect((await stolen.call('GET', '/api/auth/session')).status).toBe(200)
      expect(await sessionsOf(stranger.user)).toMatchObject([{ revoke_reason: null }])
    },
  ],
  [
    'at the bridge, with a newer sign-in of the same person',
    async (stolen, { email, id }) => {
      const newer = await relay.auth.signIn(email)
      const answer = await stolen.bridge(newer.access_token)
      expect([answer.status, answer.body.user.id]).toEqual([201, id])
      expect((await stolen.call('GET', '/api/auth/session')).status).toBe(200)
    },
  ],
  [
    'at the bridge, with its own sign-in, which is then refused',
    async (stolen, { session }) => {
      const answer = await stolen.bridge(session.access_token)
      expect([answer.status, answer.body.error.code]).toEqual([401, 'sign_in_ended'])
    },
  ],
  [
    'at the bridge, with a sign-in that has ended',
    async (stolen) => {
      const stranger = await relay.auth.signUp()
      await relay.auth.signOut(stranger)
      const answer = await stolen.bridge(stranger.access_token)
      expect([answer.status, answer.body.error.code]).toEqual([401, 'sign_in_ended'])
    },
  ],
  [
    'at the refresh',
    async (stolen) => {
      const answer = await stolen.refresh()
      expect([answer.status, answer.body.error.code]).toEqual([401, 'session_ended'])
    },
  ],
  [
    'at the log-out',
    async (stolen) => {
      expect((await stolen.call('DELETE', '/api/auth/session')).status).toBe(204)
    },
  ],
]

describe.each(thefts)('a refresh token %s is theft', (_token, steal) => {
  test.each(places)('%s', async (_place, present) => {
    const victim = await relay.person()
    const stolen = await steal(victim)
    const before = stolen.copy()
    const { socket } = await victim.browser.connect()
    const [told, gone] = [next(socket, 'session:ended'), closed(socket)]

    await present(stolen, victim)

    expect(await told).toEqual({ reason: 'refresh_token_reuse' })
    await gone
    expect((await sessionsOf(victim))[0]).toMatchObject({ revoke_reason: 'refresh_token_reuse' })
    expect((await victim.browser.call('GET', '/api/auth/session')).body.error.code).toBe(
      'session_ended',
    )
    expect((await victim.browser.refresh()).body.error.code).toBe('session_ended')
    expect((await before.refresh()).body.error.code).toBe('session_ended')
    expect(await endingsOf(victim)).toMatchObject([{ reason: 'refresh_token_reuse' }])
    const afresh = await relay.auth.signIn(victim.email)
    expect((await victim.browser.bridge(afresh.access_token)).status).toBe(201)
  })
})

test.each<[string, (owner: TestPerson) => unknown]>([
  ['that is the current one', () => undefined],
  ['within its grace period', ({ browser }) => browser.refresh()],
  [
    'whose successor was never confirmed',
    async ({ browser, id }) => {
      await browser.copy().refresh()
      await letTimePass(relay.sql, id, '1 day')
    },
  ],
])('a token %s is no theft: another sign-in replaces its session', async (_name, happen) => {
  const owner = await relay.person()
  const shared = owner.browser.copy()
  await happen(owner)
  const stranger = await relay.auth.signUp()
  const answer = await shared.bridge(stranger.access_token)
  expect(answer.status).toBe(201)
  expect(await sessionsOf(owner)).toMatchObject([{ revoke_reason: 'replaced' }])
  expect(await endingsOf(owner)).toEqual([
    { reason: 'replaced', request_id: answer.headers.get('x-request-id') },
  ])
})
