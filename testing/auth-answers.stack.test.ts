import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { signIn as labels } from '../client/i18n/en/sign-in.ts'
import { Auth } from '../client/session/supabase/auth.ts'
import { refusalLabel } from '../client/session/pages/refusal-label.ts'
import { newPasswordProblem } from '../client/session/pages/parts/validate.ts'
import { readLink } from '../client/session/supabase/sign-in-link.ts'
import type { SignInProblem, SignInResult } from '../client/session/supabase/sign-in-result.ts'
import { createSignInStore } from '../client/session/supabase/sign-in-store.ts'
import { createCredentials } from '../client/session/credentials.ts'
import { createForms, methodsOf } from '../client/session/sign-in.ts'
import type { Settings } from '../client/session/supabase/project-settings.ts'
import { usualRules, type ProjectRules } from '../supabase/local/auth/project-rules.ts'
import { openTestAuth, TEST_PASSWORD, type TestAuth } from './auth.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

/*
 * The answers of Supabase Auth that a page must tell apart. The page's own forms ask the local Auth for each. The test
 * looks at the status, the code and the place of the answer, and at the sentence that the person reads.
 */

let database: TestDatabase
/** One project signs people in at once, the other wants their address confirmed. */
let open: TestAuth
let confirming: TestAuth
let sql: Sql

beforeAll(async () => {
  database = await openTestDatabase()
  open = await openTestAuth(database)
  confirming = await openTestAuth(database, { confirmEmail: true })
  sql = postgres(database.superuserUrl, { max: 1 })
  vi.stubGlobal('location', new URL(open.url))
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await sql.end()
  await open.close()
  await confirming.close()
  await database.drop()
})

interface Answer {
  status: number
  code: unknown
}

let addresses = 0
const newAddress = () => `walk-${addresses++}@example.com`
const STRONG = 'Correct horse 1!'

/** A page of its own: its forms, and the last answer that they got. */
function page(server: TestAuth) {
  const answers: Answer[] = []
  const key = `sb-walk-${addresses++}-auth-token`
  const store = createSignInStore(key)
  const auth = new Auth(
    {
      url: `${server.url}/auth/v1`,
      headers: { apikey: server.publishableKey, Authorization: `Bearer ${server.publishableKey}` },
      storageKey: key,
      autoRefreshToken: false,
      detectSessionInUrl: false,
      async fetch(input, init) {
        const response = await fetch(input, init)
        const body = (await response
          .clone()
          .json()
          .catch(() => ({}))) as { code?: unknown }
        answers.push({ status: response.status, code: response.ok ? undefined : body.code })
        return response
      },
    },
    store,
  )
  return { forms: { ...createForms(auth), ...createCredentials(auth) }, answers, store }
}
type Page = ReturnType<typeof page>['forms']

interface Case {
  tried: string
  rules?: Partial<ProjectRules>
  confirms?: true
  ask(forms: Page, server: TestAuth): Promise<SignInResult>
  answer: [status: number, code?: string]
  problem: SignInProblem
  words: RegExp
}

const weak = (password: Partial<ProjectRules['password']>) => ({
  rules: { password: { ...usualRules().password, ...password } },
  ask: (forms: Page) =>
    forms.signUp({ email: newAddress(), password: 'abcdefgh', displayName: 'A' }),
  answer: [422, 'weak_password'] as [number, string],
})
const signUp = (forms: Page, email = newAddress(), password = STRONG) =>
  forms.signUp({ email, password, displayName: 'Ada' })

/** A person with a session of two days. */
async function longSignedIn(forms: Page, server: TestAuth): Promise<string> {
  const { user } = await server.signUp(newAddress())
  await forms.signInWithPassword(user.email, TEST_PASSWORD)
  await sql`update auth.sessions set created_at = now() - interval '2 days' where user_id = ${user.id}`
  return user.email
}

const cases: Case[] = [
  {
    tried: 'wrong password',
    async ask(forms, server) {
      const { user } = await server.signUp(newAddress())
      return forms.signInWithPassword(user.email, 'wrong')
    },
    answer: [400, 'invalid_credentials'],
    problem: 'wrong_credentials',
    words: /password is not right/,
  },
  {
    tried: 'banned',
    async ask(forms, server) {
      const { user } = await server.signUp(newAddress())
      await sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user.id}`
      return forms.signInWithPassword(user.email, TEST_PASSWORD)
    },
    answer: [400, 'user_banned'],
    problem: 'banned',
    words: /^This account is blocked/,
  },
  {
    tried: 'not confirmed',
    confirms: true,
    async ask(forms) {
      const email = newAddress()
      await signUp(forms, email)
      return forms.signInWithPassword(email, STRONG)
    },
    answer: [400, 'email_not_confirmed'],
    problem: 'email_not_confirmed',
    words: /^Confirm your address first/,
  },
  {
    tried: 'password too short',
    ...weak({ length: 12 }),
    problem: 'weak_password',
    words: /^Use at least 12 characters\.$/,
  },
  {
    tried: 'password without the characters that the project wants',
    ...weak({
      sets: ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789', '!@#$%^&*()_+-=[]{};\'\\:"|<>?,./`~'],
    }),
    problem: 'plain_password',
    words: /^Use at least one of each: a capital letter, a digit, a sign such as/,
  },
  {
    tried: 'password that lacks both',
    ...weak({ length: 12, sets: ['äöü', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'] }),
    problem: 'weak_password',
    words: /^Use at least 12 characters\. Use at least one of each: one of äöü, a letter\.$/,
  },
  {
    tried: 'password that was stolen somewhere',
    ...weak({ leaked: ['abcdefgh'] }),
    problem: 'leaked_password',
    words: /list of stolen ones/,
  },
  {
    tried: 'address of bad form',
    ask: (forms) => signUp(forms, 'a b'),
    answer: [400, 'validation_failed'],
    problem: 'bad_email',
    words: /^Mail cannot be sent to this address/,
  },
  {
    tried: 'address taken, confirmation off',
    async ask(forms, server) {
      const { user } = await server.signUp(newAddress())
      return signUp(forms, user.email)
    },
    answer: [422, 'user_already_exists'],
    problem: 'already_registered',
    words: /^There is already an account/,
  },
  ...(['form', 'link'] as const).map((way): Case => ({
    tried: `sign-ups closed, by a ${way}`,
    rules: { signUps: false },
    ask: (forms) => (way === 'form' ? signUp(forms) : forms.sendEmailLink(newAddress())),
    answer: [422, 'signup_disabled'],
    problem: 'sign_up_off',
    words: /^New accounts are switched off/,
  })),
  ...(
    [
      ['sign-up', 400, signUp],
      ['link', 422, (forms: Page) => forms.sendEmailLink(newAddress())],
      ['password', 422, (forms: Page) => forms.signInWithPassword(newAddress(), STRONG)],
    ] as const
  ).map(([way, status, ask]): Case => ({
    tried: `e-mail switched off, by ${way}`,
    rules: { email: false },
    ask: (forms) => ask(forms),
    answer: [status, 'email_provider_disabled'],
    problem: 'email_off',
    words: /^Signing in by e-mail is switched off here/,
  })),
  {
    tried: 'text message that cannot be sent',
    rules: { messages: 'fail' },
    ask: (forms) => forms.sendPhoneCode('+15559998888'),
    answer: [422, 'sms_send_failed'],
    problem: 'sms_not_sent',
    words: /^The text message could not be sent/,
  },
  {
    tried: 'phone switched off',
    ask: (forms) => forms.sendPhoneCode('+15559998888'),
    answer: [400, 'phone_provider_disabled'],
    problem: 'phone_off',
    words: /^Signing in by phone is switched off here/,
  },
  ...(
    [
      ['sign-up', signUp],
      ['link', (forms: Page) => forms.sendEmailLink(newAddress())],
      ['reset', (forms: Page) => forms.sendPasswordReset(newAddress())],
    ] as const
  ).map(([way, ask]): Case => ({
    tried: `mail of a ${way} that cannot be sent`,
    rules: { mails: 'fail' },
    ask: (forms) => ask(forms),
    answer: [500, 'unexpected_failure'],
    problem: 'mail_not_sent',
    words: /^The mail could not be sent/,
  })),
  {
    tried: 'mails too often',
    rules: { mails: 'limited' },
    ask: (forms) => forms.sendEmailLink(newAddress()),
    answer: [429, 'over_email_send_rate_limit'],
    problem: 'too_many_mails',
    words: /^A mail was sent a moment ago/,
  },
  {
    tried: 'text messages too often',
    rules: { messages: 'limited' },
    ask: (forms) => forms.sendPhoneCode('+15559998888'),
    answer: [429, 'over_sms_send_rate_limit'],
    problem: 'too_many_messages',
    words: /^A text message was sent a moment ago/,
  },
  {
    tried: 'anything too often',
    rules: { requests: 'limited' },
    ask: (forms) => forms.signInWithPassword(newAddress(), STRONG),
    answer: [429, 'over_request_rate_limit'],
    problem: 'too_many',
    words: /^Too many tries/,
  },
  {
    tried: 'code used',
    async ask(forms, server) {
      const email = newAddress()
      await forms.sendEmailLink(email)
      const code = server.mail(email).code!
      await forms.verifyCode({ email, purpose: 'signin' }, code)
      return forms.verifyCode({ email, purpose: 'signin' }, code)
    },
    answer: [403, 'otp_expired'],
    problem: 'bad_code',
    words: /^This code is wrong or too old/,
  },
  {
    tried: 'captcha wanted',
    rules: { captcha: true },
    ask: (forms) => forms.signInWithPassword(newAddress(), STRONG),
    answer: [400, 'captcha_failed'],
    problem: 'captcha',
    words: /captcha that Parley cannot show/,
  },
  {
    tried: 'password changed in an old session',
    rules: { freshPasswords: true },
    async ask(forms, server) {
      await longSignedIn(forms, server)
      return forms.setNewPassword(STRONG)
    },
    answer: [400, 'reauthentication_needed'],
    problem: 'fresh_code_needed',
    words: /^To change the password, type the code/,
  },
  {
    tried: 'present password as the new one',
    async ask(forms, server) {
      await longSignedIn(forms, server)
      return forms.changePassword({ password: TEST_PASSWORD })
    },
    answer: [422, 'same_password'],
    problem: 'same_password',
    words: /^This is your present password/,
  },
  ...([undefined, 'wrong'] as const).map((present): Case => ({
    tried: `password changed with ${present ?? 'no'} present one, where it is wanted`,
    rules: { currentPassword: true },
    async ask(forms, server) {
      await longSignedIn(forms, server)
      return forms.changePassword({ password: STRONG, ...(present && { present }) })
    },
    answer: [400, present ? 'current_password_mismatch' : 'current_password_required'],
    problem: present ? 'present_password_wrong' : 'present_password_needed',
    words: present ? /is not right/ : /^Type your present password/,
  })),
  {
    tried: 'new address that another account has',
    async ask(forms, server) {
      const { user } = await server.signUp(newAddress())
      await longSignedIn(forms, server)
      return forms.changeEmail(user.email)
    },
    answer: [422, 'email_exists'],
    problem: 'already_registered',
    words: /^There is already an account/,
  },
  {
    tried: 'new address of bad form',
    async ask(forms, server) {
      await longSignedIn(forms, server)
      return forms.changeEmail('a b')
    },
    answer: [400, 'validation_failed'],
    problem: 'bad_email',
    words: /^Mail cannot be sent/,
  },
  {
    tried: 'proof with a wrong password',
    async ask(forms, server) {
      const email = await longSignedIn(forms, server)
      return (await forms.prove(email, { password: 'wrong' })) as SignInResult
    },
    answer: [400, 'invalid_credentials'],
    problem: 'wrong_credentials',
    words: /password is not right/,
  },
  {
    tried: 'the same with a wrong code',
    rules: { freshPasswords: true },
    async ask(forms, server) {
      await longSignedIn(forms, server)
      await forms.sendFreshCode()
      return forms.setNewPassword(STRONG, '000000')
    },
    answer: [422, 'reauthentication_not_valid'],
    problem: 'bad_code',
    words: /^This code is wrong or too old/,
  },
]

test.each(cases)('$tried', async ({ rules, confirms, ask, answer, problem, words }) => {
  const server = confirms ? confirming : open
  const { forms, answers } = page(server)
  Object.assign(server.rules, usualRules(), rules)
  const result = await ask(forms, server).finally(() => Object.assign(server.rules, usualRules()))
  expect(answers.at(-1)).toEqual({ status: answer[0], code: answer[1] })
  if (result.kind !== 'refused') throw new Error(`not refused, but ${result.kind}`)
  expect(result.reason).toBe(problem)
  const told = refusalLabel(labels, result.reason, result.rules ?? null)
  expect(told).toMatch(words)
  expect(told).not.toBe(labels.refusals.other)
})

test('every refusal has words of its own', () => {
  const all = Object.values(labels.refusals)
  expect(new Set(all).size).toBe(all.length)
})

test('a password over 72 bytes, which is told by nothing but a message, is not sent', async () => {
  const password = 'x'.repeat(80)
  const { forms, answers } = page(open)
  await signUp(forms, newAddress(), password)
  expect(answers).toEqual([{ status: 400, code: 'validation_failed' }])
  expect(newPasswordProblem(password)).toBe('passwordLong')
  expect(labels.fieldErrors.passwordLong).toMatch(/at most 72/)
})

test('an address that is taken is not told where it has to be confirmed', async () => {
  const email = newAddress()
  const { forms } = page(confirming)
  await signUp(forms, email)
  expect(await signUp(forms, email)).toEqual({ kind: 'check_mail', email, purpose: 'signup' })
})

test('nobody comes in as a guest', async () => {
  const { publishableKey: apikey, url } = open
  const headers = { apikey, 'x-supabase-api-version': '2024-01-01' }
  const response = await fetch(`${url}/auth/v1/signup`, { method: 'POST', headers, body: '{}' })
  expect(response.status).toBe(422)
  expect(await response.json()).toMatchObject({ code: 'anonymous_provider_disabled' })
  expect(labels.refusals.guests_off).toMatch(/with an account/)
})

test('a code that was just mailed changes the password of an old session', async () => {
  const { forms } = page(open)
  const email = await longSignedIn(forms, open)
  open.rules.freshPasswords = true
  await forms.sendFreshCode()
  expect(await forms.setNewPassword(STRONG, open.mail(email).code!)).toEqual({ kind: 'done' })
  open.rules.freshPasswords = false
  expect(await forms.signInWithPassword(email, STRONG)).toEqual({ kind: 'done' })
})

test.each([
  ['the new one', 0],
  ['the present one', 1],
])('a new address counts when both mailboxes confirmed it, %s first', async (_, first) => {
  const { forms } = page(open)
  const present = await longSignedIn(forms, open)
  const email = newAddress()
  expect(await forms.changeEmail(email)).toEqual({ kind: 'done' })
  const both = [email, present]
  const [one, other] = [both[first]!, both[1 - first]!]
  expect(await forms.confirmEmail(both, '000000')).toMatchObject({ reason: 'bad_code' })
  expect(await forms.confirmEmail(both, open.mail(one).code!)).toBe('half')
  expect(await forms.signInWithPassword(email, TEST_PASSWORD)).toMatchObject({ kind: 'refused' })
  expect(await forms.confirmEmail(both, open.mail(other).code!)).toEqual({ kind: 'done' })
  expect(await forms.signInWithPassword(email, TEST_PASSWORD)).toEqual({ kind: 'done' })
})

test('the link in one of the two mails confirms half, and the link in the other one the rest', async () => {
  const { forms } = page(open)
  const present = await longSignedIn(forms, open)
  const email = newAddress()
  await forms.changeEmail(email)
  const follow = async (to: string) => {
    const { headers } = await fetch(open.mail(to).verify_link!, { redirect: 'manual' })
    return new URL(headers.get('location')!).hash
  }
  expect(await follow(present)).toMatch(/^#message=/)
  expect(await follow(email)).toMatch(/^#access_token=/)
})

test('a proof is a sign-in that this browser does not store', async () => {
  const { forms, store } = page(open)
  const email = await longSignedIn(forms, open)
  const before = store.person()
  expect(await forms.prove(email, { password: TEST_PASSWORD })).toMatchObject({ kind: 'proof' })
  await forms.sendProof(email)
  expect(await forms.prove(email, { code: open.mail(email).code! })).toMatchObject({
    kind: 'proof',
  })
  expect(store.person()).toEqual(before)
})

test('the settings say what is switched off, and what a captcha wants they do not', async () => {
  Object.assign(open.rules, { email: false, signUps: false, captcha: true, provider: 'denies' })
  const headers = { apikey: open.publishableKey }
  const settings = await (await fetch(`${open.url}/auth/v1/settings`, { headers })).json()
  Object.assign(open.rules, usualRules())
  expect(JSON.stringify(settings)).not.toContain('captcha')
  expect(methodsOf(settings as Settings)).toMatchObject({
    password: false,
    emailLink: false,
    signUp: false,
    providers: ['keycloak'],
  })
})

describe('a link in the browser', () => {
  /** Where the link leads, as the page reads it. */
  async function follow(address: string) {
    const response = await fetch(address, { redirect: 'manual' })
    const location = new URL(response.headers.get('location')!)
    const read = (text: string) => new URLSearchParams(text)
    return {
      query: location.searchParams,
      fragment: read(location.hash.slice(1)),
      at: location.href,
    }
  }

  test('that was used says so in the fragment', async () => {
    const { forms } = page(open)
    const email = newAddress()
    await forms.sendEmailLink(email)
    await follow(open.mail(email).verify_link!)
    const { fragment, query, at } = await follow(open.mail(email).verify_link!)
    expect([fragment.get('error_code'), query.get('error_code')]).toEqual(['otp_expired', null])
    expect(readLink(at, null)).toEqual({ kind: 'problem', problem: 'link_expired' })
    expect(labels.refusals.link_expired).toMatch(/has been used or is too old/)
  })

  test.each([
    ['stranger', 'signup_disabled', 'sign_up_off', /^New accounts are switched off/],
    ['denies', null, 'denied', /did not let you sign in/],
  ] as const)(
    'of a provider that %s says so in the fragment and in the query',
    async (provider, code, problem, words) => {
      Object.assign(open.rules, { provider, signUps: false })
      const back = encodeURIComponent(`${open.url}/c/1`)
      const { fragment, query, at } = await follow(
        `${open.url}/auth/v1/authorize?provider=keycloak&redirect_to=${back}`,
      )
      Object.assign(open.rules, usualRules())
      for (const place of [fragment, query]) {
        expect([place.get('error'), place.get('error_code')]).toEqual(['access_denied', code])
      }
      expect(readLink(at, null)).toEqual({ kind: 'problem', problem })
      expect(labels.refusals[problem]).toMatch(words)
    },
  )

  test('of an invitation asks for a first password', async () => {
    const email = newAddress()
    const headers = { apikey: open.secretKey, authorization: `Bearer ${open.secretKey}` }
    const init = { method: 'POST', headers, body: JSON.stringify({ email }) }
    expect((await fetch(`${open.url}/auth/v1/invite`, init)).status).toBe(200)
    const mailed = new URL(open.mail(email).link!)
    expect(readLink(mailed.href, null)).toMatchObject({ kind: 'question', purpose: 'invite' })
    const { fragment, at } = await follow(open.mail(email).verify_link!)
    expect(fragment.get('type')).toBe('invite')
    expect(readLink(at, null)).toMatchObject({ kind: 'question', purpose: 'invite' })
    expect(labels.firstPasswordHelp).toMatch(/a link in a mail signs you in/)
  })

  test('of a recovery asks for a new password', async () => {
    const { user } = await open.signUp(newAddress())
    await page(open).forms.sendPasswordReset(user.email)
    const { fragment, at } = await follow(open.mail(user.email).verify_link!)
    expect(fragment.get('type')).toBe('recovery')
    expect(readLink(at, null)).toMatchObject({ kind: 'question', purpose: 'recovery' })
  })
})

test('a recovery by code wants a new password until one is set', async () => {
  const { user } = await open.signUp(newAddress())
  const { forms, store } = page(open)
  await forms.sendPasswordReset(user.email)
  const to = { email: user.email, purpose: 'recovery' } as const
  expect(await forms.verifyCode(to, open.mail(user.email).code!)).toEqual({ kind: 'done' })
  expect(store.passwordWanted()).toBe('new')
  expect(await forms.setNewPassword(STRONG)).toEqual({ kind: 'done' })
  expect(store.passwordWanted()).toBeNull()
})
