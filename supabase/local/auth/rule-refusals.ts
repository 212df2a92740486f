import { currentPasswordRefusal } from './current-password.ts'
import type { AuthCall } from './flows.ts'
import { freshnessRefusal } from './fresh-passwords.ts'
import type { Lite } from './lite.ts'
import { findPerson } from './people.ts'
import { passwordRefusal, refuse, type ProjectRules } from './project-rules.ts'

/** What a call wants, whatever its path is called. */
interface Wish {
  lite: Lite
  call: AuthCall
  method: string
  rules: ProjectRules
}

type Rule = (wish: Wish) => Response | null | Promise<Response | null>

/**
 * The refusal of a call by the rules of the project, in the words of the hosted Auth server. Null when the small server
 * may answer. testing/auth-answers.stack.test.ts asks for them.
 */
export async function refusalByRules(wish: Wish): Promise<Response | null> {
  const { method, call } = wish
  const path = call.url.pathname.replace('/auth/v1', '')
  for (const rule of rulesOf[`${method} ${path}`] ?? []) {
    const refusal = await rule(wish)
    if (refusal !== null) return refusal
  }
  return null
}

const limited: Rule = ({ rules }) =>
  rules.requests === 'limited'
    ? refuse(429, 'over_request_rate_limit', 'Request rate limit reached')
    : null

const captcha: Rule = ({ rules, call }) =>
  rules.captcha && call.url.searchParams.get('grant_type') !== 'refresh_token'
    ? refuse(
        400,
        'captcha_failed',
        'captcha protection: request disallowed (no captcha_token found)',
      )
    : null

const guests: Rule = ({ call: { body } }) =>
  body.email === undefined && body.phone === undefined
    ? refuse(422, 'anonymous_provider_disabled', 'Anonymous sign-ins are disabled')
    : null

/** Each endpoint has a status and a sentence of its own for it. */
const byMail =
  (status: number, message: string): Rule =>
  ({ rules, call: { body, url } }) =>
    !rules.email &&
    body.email !== undefined &&
    url.searchParams.get('grant_type') !== 'refresh_token'
      ? refuse(status, 'email_provider_disabled', message)
      : null

const strangers: Rule = async ({ rules, lite, call: { body } }) => {
  if (rules.signUps || typeof body.email !== 'string') return null
  const isKnown = (await findPerson(lite.sql, body.email)) !== null
  return isKnown ? null : refuse(422, 'signup_disabled', 'Signups not allowed for this instance')
}

const form: Rule = ({ call: { body } }) =>
  typeof body.email === 'string' && !/^[^@\s]+@[^@\s]+$/.test(body.email)
    ? refuse(400, 'validation_failed', 'Unable to validate email address: invalid format')
    : null

const mails: Rule = ({ rules, call: { body } }) => {
  if (body.phone !== undefined || rules.mails === 'sent') return null
  return rules.mails === 'fail'
    ? refuse(500, 'unexpected_failure', 'Error sending confirmation email')
    : refuse(429, 'over_email_send_rate_limit', 'email rate limit exceeded')
}

const messages: Rule = ({ rules, call: { body } }) => {
  if (body.phone === undefined) return null
  if (rules.messages === 'off') {
    return refuse(400, 'phone_provider_disabled', 'Unsupported phone provider')
  }
  return rules.messages === 'fail'
    ? refuse(422, 'sms_send_failed', 'Error sending confirmation OTP to provider: refused')
    : refuse(429, 'over_sms_send_rate_limit', 'SMS rate limit exceeded')
}

/** A new address gets a mail, so the limits of mails are its limits too. */
const changeOfAddress: Rule = (wish) =>
  typeof wish.call.body.email === 'string' ? (form(wish) ?? mails(wish)) : null

const password: Rule = ({ rules, call }) => passwordRefusal(call.body.password, rules)

const rulesOf: Readonly<Record<string, Rule[]>> = {
  'POST /signup': [
    limited,
    captcha,
    guests,
    strangers,
    byMail(400, 'Email signups are disabled'),
    form,
    password,
    mails,
  ],
  'POST /token': [limited, captcha, byMail(422, 'Email logins are disabled')],
  'POST /otp': [
    limited,
    captcha,
    byMail(422, 'Email logins are disabled'),
    strangers,
    form,
    messages,
    mails,
  ],
  'POST /recover': [limited, captcha, mails],
  'POST /resend': [limited, captcha, mails],
  'POST /verify': [limited],
  'GET /reauthenticate': [mails],
  'PUT /user': [changeOfAddress, password, freshnessRefusal, currentPasswordRefusal],
}
