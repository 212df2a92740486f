import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readAsHolder } from '../../testing/data-api.ts'
import { next } from '../../testing/browser.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { signHs256, withClaims } from '../../testing/tokens.ts'

/** Supabase's own rules about sign-ins count here as well. */
let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const enrol = (userId: string, status: 'unverified' | 'verified') => relay.sql`
  insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
  values (gen_random_uuid(), ${userId}, 'totp', ${status}, now(), now())`
const allowAnonymous = (allowed: boolean) =>
  relay.sql`update private.installation set anonymous_allowed = ${allowed}`
const tokenWith = (session: Parameters<typeof withClaims>[0], claims: object) =>
  signHs256(withClaims(session, { ...claims }), relay.auth.env.SUPABASE_JWT_SECRET)

describe('a second factor', () => {
  test('has to be used before the bridge opens', async () => {
    const session = await relay.auth.signUp()
    await enrol(session.user.id, 'verified')
    const browser = relay.browser()
    for (const token of [session.access_token, tokenWith(session, { aal: undefined })]) {
      const answer = await browser.bridge(token)
      expect([answer.status, answer.body.error.code]).toEqual([401, 'second_factor_needed'])
    }
    expect(browser.cookies.size).toBe(0)
    expect((await browser.bridge(tokenWith(session, { aal: 'aal2' }))).status).toBe(201)
  })

  test('has to be used before the Data API shows anything', async () => {
    const session = await relay.auth.signUp()
    const profiles = 'select id from profiles'
    expect(await readAsHolder(relay.sql, session, profiles)).toHaveLength(1)
    await enrol(session.user.id, 'verified')
    expect(await readAsHolder(relay.sql, session, profiles)).toEqual([])
    const access_token = tokenWith(session, { aal: 'aal2' })
    expect(await readAsHolder(relay.sql, { ...session, access_token }, profiles)).toHaveLength(1)
  })

  test('that was never finished asks for nothing', async () => {
    const session = await relay.auth.signUp()
    await enrol(session.user.id, 'unverified')
    expect((await relay.browser().bridge(session.access_token)).status).toBe(201)
  })

  test('that was added since is asked for with the next refresh, and ends nothing', async () => {
    const person = await relay.person()
    await enrol(person.id, 'verified')
    const answer = await person.browser.refresh()
    expect([answer.status, answer.body.error.code]).toEqual([401, 'second_factor_needed'])
    await relay.sql`update auth.sessions set aal = 'aal2' where user_id = ${person.id}`
    expect((await person.browser.refresh()).status).toBe(200)
  })
})

describe('anonymous people', () => {
  const guest = async () => {
    const session = await relay.auth.signUp()
    await relay.sql`update auth.users set is_anonymous = true where id = ${session.user.id}`
    return session
  }

  test('are refused', async () => {
    const browser = relay.browser()
    const answer = await browser.bridge((await guest()).access_token)
    expect([answer.status, answer.body.error.code]).toEqual([403, 'anonymous_refused'])
    expect(browser.cookies.size).toBe(0)
  })

  test('are let in where the setting says so, and out again when it does not', async () => {
    onTestFinished(async () => void (await allowAnonymous(false)))
    await allowAnonymous(true)
    const browser = relay.browser()
    expect((await browser.bridge((await guest()).access_token)).status).toBe(201)
    expect((await browser.refresh()).status).toBe(200)
    await allowAnonymous(false)
    const answer = await browser.refresh()
    expect([answer.status, answer.body.error.code]).toEqual([403, 'anonymous_refused'])
  })

  test('are people like any other once they have an account', async () => {
    const session = await guest()
    await relay.sql`update auth.users set is_anonymous = false where id = ${session.user.id}`
    const stillSaysAnonymous = tokenWith(session, { is_anonymous: true })
    expect((await relay.browser().bridge(stillSaysAnonymous)).status).toBe(201)
  })
})

describe('a session whose last Supabase token ended', () => {
  const tokenEnded = ({ id }: TestPerson, ago: string) => relay.sql`
    update user_sessions set sign_in_good_until = now() - ${ago}::interval where user_id = ${id}`
  const stale = { body: { session: { sign_in_stale: true } } }

  test('59 minutes ago goes on as ever', async () => {
    const person = await relay.person()
    await tokenEnded(person, '59 minutes')
    const { status, body } = await person.browser.refresh()
    expect([status, body.session.sign_in_stale]).toEqual([200, undefined])
  })

  test('an hour ago is told so with its refresh, and goes on', async () => {
    const person = await relay.person()
    await tokenEnded(person, '61 minutes')
    expect(await person.browser.refresh()).toMatchObject({ status: 200, ...stale })
    expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(200)
  })

  test('is not stale any more when it was bridged with a new one', async () => {
    const person = await relay.person()
    await tokenEnded(person, '61 minutes')
    const { session } = await relay.auth.refresh(person.session)
    const bridged = await person.browser.bridge(session!.access_token)
    expect([bridged.status, bridged.body.session.sign_in_stale]).toEqual([200, undefined])
    expect((await person.browser.refresh()).body.session.sign_in_stale).toBeUndefined()
  })

  test('has a cookie that does not outlive the hard limit', async () => {
    const person = await relay.person()
    await tokenEnded(person, '23 hours 55 minutes')
    const { body } = await person.browser.refresh()
    expect(body.session.expires_in).toBeLessThanOrEqual(300)
    expect(body.session.expires_in).toBeGreaterThan(200)
  })

  test('a day ago is refused until it is bridged with a new one, and is the same one then', async () => {
    const person = await relay.person()
    const { body } = await person.browser.call('GET', '/api/auth/session')
    await tokenEnded(person, '24 hours 1 minute')
    const refused = await person.browser.refresh()
    expect([refused.status, refused.body.error.code]).toEqual([401, 'sign_in_needed'])
    const { session } = await relay.auth.refresh(person.session)
    const bridged = await person.browser.bridge(session!.access_token)
    expect([bridged.status, bridged.body.session.id]).toEqual([200, body.session.id])
    expect((await person.browser.refresh()).status).toBe(200)
  })

  test('is noted by the end of the token, and an older one moves nothing back', async () => {
    const person = await relay.person()
    const read = async () => {
      const [row] = await relay.sql<{ at: number }[]>`
        select extract(epoch from sign_in_good_until)::int as at from user_sessions
        where user_id = ${person.id}`
      return row!.at
    }
    const { exp } = withClaims(person.session, {}) as { exp: number }
    expect(await read()).toBe(exp)
    await person.browser.bridge(tokenWith(person.session, { exp: exp - 60 }))
    expect(await read()).toBe(exp)
    await person.browser.bridge(tokenWith(person.session, { exp: exp + 60 }))
    expect(await read()).toBe(exp + 60)
  })
})

describe('an older sign-in of a person who has signed in elsewhere', () => {
  const elsewhere = async ({ email }: TestPerson) => {
    const browser = relay.browser()
    const { access_token } = await relay.auth.signIn(email)
    const { status, body } = await browser.bridge(access_token)
    expect([status, body.session.newer_sign_in]).toEqual([201, undefined])
    return browser
  }

  test('is asked to renew at once, and its refresh says why', async () => {
    const person = await relay.person()
    const { socket } = await person.browser.connect()
    const asked = next(socket, 'session:renew')
    const newer = await elsewhere(person)
    expect(await asked).toEqual({ expires_in: 0 })
    expect((await person.browser.refresh()).body.session.newer_sign_in).toBe(true)
    expect((await newer.refresh()).body.session.newer_sign_in).toBeUndefined()
    socket.disconnect()
  })

  test('is an ordinary one again when it was bridged with a new token, and only then', async () => {
    const person = await relay.person()
    await elsewhere(person)
    const { access_token } = person.session
    expect((await person.browser.bridge(access_token)).body.session.newer_sign_in).toBe(true)
    const exp = (withClaims(person.session, {}) as { exp: number }).exp + 1
    const { status, body } = await person.browser.bridge(tokenWith(person.session, { exp }))
    expect([status, body.session.newer_sign_in]).toEqual([200, undefined])
    expect((await person.browser.refresh()).body.session.newer_sign_in).toBeUndefined()
  })

  test('of somebody else is not touched', async () => {
    const stranger = await relay.person()
    await elsewhere(await relay.person())
    expect((await stranger.browser.refresh()).body.session.newer_sign_in).toBeUndefined()
  })
})
