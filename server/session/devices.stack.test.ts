import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

/** Another device of the same person, with a new sign-in in its own browser. */
async function anotherDevice(person: TestPerson) {
  const session = await relay.auth.signIn(person.email)
  const browser = relay.browser()
  const answer = await browser.bridge(session.access_token)
  return { browser, session, id: answer.body.session.id as string }
}

test('the list holds every open session of the person, with the own one marked', async () => {
  const person = await relay.person()
  await relay.person()
  const second = await anotherDevice(person)
  const { body } = await person.browser.call('GET', '/api/auth/sessions')
  expect(body.next_cursor).toBeNull()
  expect(body.items).toHaveLength(2)
  expect(body.items[0]).toMatchObject({ current: true, ip_address: '127.0.0.1' })
  expect(body.items[1]).toMatchObject({ current: false, id: second.id })
})

test('ending another device stops its requests at once, and its sign-in cannot bridge again', async () => {
  const person = await relay.person()
  const second = await anotherDevice(person)
  expect((await person.browser.call('DELETE', `/api/auth/sessions/${second.id}`)).status).toBe(204)
  expect((await second.browser.call('GET', '/api/auth/session')).body.error.code).toBe(
    'session_ended',
  )
  expect((await second.browser.refresh()).body.error.code).toBe('session_ended')
  expect((await second.browser.bridge(second.session.access_token)).body.error.code).toBe(
    'sign_in_ended',
  )
  expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(200)
})

test('ending all other devices keeps the device that asks', async () => {
  const person = await relay.person()
  const devices = [await anotherDevice(person), await anotherDevice(person)]
  expect((await person.browser.call('DELETE', '/api/auth/sessions')).status).toBe(204)
  for (const { browser } of devices) {
    expect((await browser.call('GET', '/api/auth/session')).status).toBe(401)
  }
  const { body } = await person.browser.call('GET', '/api/auth/sessions')
  expect(body.items).toHaveLength(1)
})

test('a session of another person is not found, and stays open', async () => {
  const [ada, ben] = [await relay.person(), await relay.person()]
  const { body } = await ben.browser.call('GET', '/api/auth/session')
  const answer = await ada.browser.call('DELETE', `/api/auth/sessions/${body.session.id}`)
  expect([answer.status, answer.body.error.code]).toEqual([404, 'not_found'])
  expect((await ben.browser.call('GET', '/api/auth/session')).status).toBe(200)
})

test.each(['%00', 'nobody', encodeURIComponent("' or true --")])(
  'the session id %s is refused',
  async (id) => {
    const person = await relay.person()
    const answer = await person.browser.call('DELETE', `/api/auth/sessions/${id}`)
    expect(answer.body.error.code).toBe(id === '%00' ? 'invalid_request' : 'not_found')
  },
)

test('log-out clears the cookies and is audited, and a second one changes nothing', async () => {
  const person = await relay.person()
  const before = person.browser.copy()
  const answer = await person.browser.call('DELETE', '/api/auth/session')
  expect(answer.status).toBe(204)
  expect(person.browser.cookies.size).toBe(0)
  expect((await before.call('DELETE', '/api/auth/session')).status).toBe(204)
  expect((await person.browser.call('DELETE', '/api/auth/session')).status).toBe(204)
  const audited = await relay.sql`
    select action, reason from audit_log where subject_id = ${person.id} order by id`
  expect(audited.map(({ reason }) => reason)).toEqual(['bridge', 'logged_out'])
})

test('log-out works with an expired access cookie', async () => {
  const person = await relay.person()
  const access = [...person.browser.cookies.keys()].find((name) => name.includes('access'))!
  person.browser.cookies.delete(access)
  const { status } = await person.browser.call('DELETE', '/api/auth/session')
  expect(status).toBe(204)
  const [row] =
    await relay.sql`select revoke_reason from user_sessions where user_id = ${person.id}`
  expect(row).toEqual({ revoke_reason: 'logged_out' })
})

test('the rows of a deleted account go with it', async () => {
  const person = await relay.person()
  await relay.sql`delete from auth.users where id = ${person.id}`
  expect(await relay.sql`select 1 from user_sessions where user_id = ${person.id}`).toHaveLength(0)
  expect(await relay.sql`select 1 from refresh_tokens where user_id = ${person.id}`).toHaveLength(0)
  expect((await person.browser.call('GET', '/api/auth/session')).body.error.code).toBe(
    'session_ended',
  )
})

test.each(['GET /api/auth/session', 'GET /api/auth/sessions', 'DELETE /api/auth/sessions'])(
  '%s is refused without a session',
  async (call) => {
    const [method = '', path = ''] = call.split(' ')
    const answer = await relay.browser().call(method, path)
    expect([answer.status, answer.body.error.code]).toEqual([401, 'session_required'])
  },
)

test('nobody can change the audit log', async () => {
  await relay.person()
  for (const statement of [
    'update audit_log set reason = $$nothing happened$$',
    'delete from audit_log',
    'truncate audit_log',
  ]) {
    await expect(relay.sql.unsafe(statement)).rejects.toThrow('append-only')
  }
})
