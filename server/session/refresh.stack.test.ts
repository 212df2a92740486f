import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letTimePass as passTime } from '../../testing/passing-time.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const letTimePass = ({ id }: TestPerson, interval: string) => passTime(relay.sql, id, interval)
const endingOf = async ({ id }: TestPerson) => {
  const [row] = await relay.sql`select revoke_reason from user_sessions where user_id = ${id}`
  return row?.revoke_reason as string | null
}
const refused = { status: 401, body: { error: { code: 'session_ended' } } }

describe('a refresh', () => {
  test('gives new cookies for the same session', async () => {
    const person = await relay.person()
    const before = new Map(person.browser.cookies)
    const answer = await person.browser.refresh()
    expect(answer.status).toBe(200)
    expect(answer.body.user.id).toBe(person.id)
    for (const [name, value] of person.browser.cookies) expect(value).not.toBe(before.get(name))
    expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(200)
  })

  test('in three tabs at once succeeds in all, with the same cookie', async () => {
    const { browser } = await relay.person()
    const tabs = [browser.copy(), browser.copy(), browser.copy()]
    const answers = await Promise.all(tabs.map((tab) => tab.refresh()))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    const name = [...browser.cookies.keys()].find((key) => key.includes('refresh'))!
    expect(new Set(tabs.map((tab) => tab.cookies.get(name))).size).toBe(1)
  })

  test('after a lost answer succeeds with the old token, also a day later', async () => {
    const person = await relay.person()
    const lost = person.browser.copy()
    expect((await person.browser.copy().refresh()).status).toBe(200)
    await letTimePass(person, '1 day')
    expect((await lost.refresh()).status).toBe(200)
    expect((await lost.refresh()).status).toBe(200)
  })

  test('never extends the absolute end', async () => {
    const person = await relay.person()
    const read = () => relay.sql`select expires_at from user_sessions where user_id = ${person.id}`
    const [before] = await read()
    await person.browser.refresh()
    expect((await read())[0]).toEqual(before)
  })

  test('of a session past its absolute end is refused, though the token was used yesterday', async () => {
    const person = await relay.person()
    await relay.sql`update user_sessions set expires_at = now() where user_id = ${person.id}`
    expect(await person.browser.refresh()).toMatchObject(refused)
    expect(await endingOf(person)).toBe('expired')
  })

  test('after eight idle days is refused', async () => {
    const person = await relay.person()
    await letTimePass(person, '8 days')
    expect(await person.browser.refresh()).toMatchObject(refused)
  })

  test('asks Supabase each time whether the sign-in still stands', async () => {
    const person = await relay.person()
    await relay.sql`alter table auth.sessions disable trigger parley_sign_in_ended`
    await relay.auth.signOut(person.session)
    await relay.sql`alter table auth.sessions enable trigger parley_sign_in_ended`
    expect(await endingOf(person)).toBeNull()
    expect(await person.browser.refresh()).toMatchObject(refused)
    expect(await endingOf(person)).toBe('sign_in_ended')
  })

  test('that is refused clears no cookies, because newer ones may have come', async () => {
    const { browser } = await relay.person()
    const late = browser.copy()
    await browser.call('DELETE', '/api/auth/session')
    const answer = await late.refresh()
    expect(answer).toMatchObject(refused)
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})

describe('a stolen refresh token', () => {
  const expectTheft = async (person: TestPerson, thief: TestPerson['browser']) => {
    expect(await thief.refresh()).toMatchObject(refused)
    expect(await endingOf(person)).toBe('refresh_token_reuse')
    expect(await person.browser.refresh()).toMatchObject(refused)
    expect((await person.browser.call('GET', '/api/auth/session')).body.error.code).toBe(
      'session_ended',
    )
    const audited = await relay.sql`
      select 1 from audit_log where subject_id = ${person.id} and reason = 'refresh_token_reuse'`
    expect(audited).toHaveLength(1)
    const afresh = await relay.auth.signIn(person.email)
    expect((await person.browser.bridge(afresh.access_token)).status).toBe(201)
  }

  test('that is two generations old ends the family, also within the grace period', async () => {
    const person = await relay.person()
    const thief = person.browser.copy()
    await person.browser.refresh()
    await person.browser.refresh()
    await expectTheft(person, thief)
  })

  test('used after its successor was confirmed and the grace period is over ends the family', async () => {
    const person = await relay.person()
    const thief = person.browser.copy()
    await person.browser.refresh()
    await person.browser.call('GET', '/api/auth/session')
    await letTimePass(person, '2 minutes')
    await expectTheft(person, thief)
  })

  test('used within the grace period counts as a second tab: same session, nothing ends', async () => {
    const person = await relay.person()
    const tab = person.browser.copy()
    await person.browser.refresh()
    await person.browser.call('GET', '/api/auth/session')
    expect((await tab.refresh()).status).toBe(200)
    expect(await endingOf(person)).toBeNull()
  })
})

test('a refresh cookie does not work as an access cookie, and an access cookie not as a refresh cookie', async () => {
  const { browser } = await relay.person()
  const [first, second] = [...browser.cookies.keys()]
  const swapped = browser.copy()
  swapped.cookies.set(first!, browser.cookies.get(second!)!)
  swapped.cookies.set(second!, browser.cookies.get(first!)!)
  expect((await swapped.call('GET', '/api/auth/session')).status).toBe(401)
  expect(await swapped.refresh()).toMatchObject(refused)
})

test('after a log-out during a refresh the session is ended, whichever comes first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const person = await relay.person()
    const [, out] = await Promise.all([
      person.browser.copy().refresh(),
      person.browser.copy().call('DELETE', '/api/auth/session'),
    ])
    expect(out.status).toBe(204)
    expect(await endingOf(person)).toBe('logged_out')
    expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(401)
  }
})

test('the 31st refresh of a session within a minute is rate-limited, and ends nothing', async () => {
  const person = await relay.person()
  for (let count = 1; count <= 30; count += 1) {
    expect((await person.browser.refresh()).status).toBe(200)
  }
  const answer = await person.browser.refresh()
  expect([answer.status, answer.body.error.code]).toEqual([429, 'rate_limited'])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(200)
})
