import type { SignedOutReason, SignInProblem } from './sign-in-result.ts'

/** The problem that a form shows for each `error_code` of GoTrue. Any other code is `other`. */
const problems: Readonly<Record<string, SignInProblem>> = {
  invalid_credentials: 'wrong_credentials',
  user_not_found: 'wrong_credentials',
  user_banned: 'wrong_credentials',
  email_not_confirmed: 'email_not_confirmed',
  phone_not_confirmed: 'email_not_confirmed',
  provider_email_needs_verification: 'email_not_confirmed',
  user_already_exists: 'already_registered',
  email_exists: 'already_registered',
  phone_exists: 'already_registered',
  email_address_invalid: 'bad_email',
  email_address_not_authorized: 'bad_email',
  sms_send_failed: 'bad_phone',
  otp_expired: 'bad_code',
  over_email_send_rate_limit: 'too_many',
  over_sms_send_rate_limit: 'too_many',
  over_request_rate_limit: 'too_many',
  signup_disabled: 'sign_up_off',
  email_provider_disabled: 'sign_up_off',
  phone_provider_disabled: 'sign_up_off',
  otp_disabled: 'sign_up_off',
  captcha_failed: 'captcha',
  sso_provider_not_found: 'unknown_organisation',
  sso_provider_disabled: 'unknown_organisation',
  insufficient_aal: 'second_factor_first',
  mfa_verification_failed: 'bad_factor_code',
  mfa_challenge_expired: 'factor_expired',
  mfa_ip_address_mismatch: 'factor_moved',
  mfa_factor_not_found: 'factor_gone',
}

/** The same for a link, where a code means something else or only a link can have it. */
const linkProblems: Readonly<Record<string, SignInProblem>> = {
  otp_expired: 'link_expired',
  flow_state_expired: 'link_expired',
  flow_state_not_found: 'link_expired',
  flow_state_already_used: 'link_expired',
  bad_code_verifier: 'link_expired',
  bad_oauth_state: 'link_expired',
  invite_not_found: 'link_expired',
  bad_jwt: 'link_expired',
  session_not_found: 'link_expired',
  user_not_found: 'link_expired',
  user_banned: 'banned',
  unexpected_failure: 'service_failed',
}

/** `validation_failed` does not name the field, so the form that was sent decides. */
export type Field = 'email' | 'phone' | 'code' | 'password' | 'factor' | 'link' | 'domain'

export interface SignInError {
  code?: string | undefined
  /** Of a weak password: `length`, `characters`, `pwned`. */
  reasons?: string[]
  status?: number | undefined
  name?: string
}

export function problemOf(error: SignInError, field: Field): SignInProblem {
  // GoTrue has no answer of its own for a mail that could not be sent, or for a trigger that failed.
  if (error.name === 'AuthRetryableFetchError')
    return error.status === 500 ? 'service_failed' : 'network'
  if (error.code === 'weak_password') return weakness(error.reasons ?? [])
  const known = find(problems, error.code)
  if (field === 'link') return find(linkProblems, error.code) ?? known ?? missingSession(error)
  if (known !== undefined) return known
  if (error.status === 429) return 'too_many'
  if (error.code === 'validation_failed') return fieldProblems[field]
  return 'other'
}

function weakness(reasons: string[]): SignInProblem {
  if (reasons.includes('length')) return 'weak_password'
  if (reasons.includes('characters')) return 'plain_password'
  return reasons.includes('pwned') ? 'leaked_password' : 'weak_password'
}

/** The code comes from an address too, where `constructor` may stand. */
const find = (known: Readonly<Record<string, SignInProblem>>, code: string | undefined) =>
  code !== undefined && Object.hasOwn(known, code) ? known[code] : undefined

const missingSession = ({ name }: SignInError): SignInProblem =>
  name === 'AuthSessionMissingError' ? 'link_expired' : 'other'

const fieldProblems: Readonly<Record<Field, SignInProblem>> = {
  email: 'bad_email',
  phone: 'bad_phone',
  code: 'bad_code',
  password: 'weak_password',
  factor: 'bad_factor_code',
  link: 'link_expired',
  domain: 'unknown_organisation',
}

/**
 * Why the sign-in of this browser is over, when the answer refuses to renew it for good. Another tab may have renewed it
 * meanwhile: then the refused token is not the stored one any more, and nothing is over.
 */
export async function endOfSignIn(
  answer: Response,
  stored: string | null,
  ...[input, init]: Parameters<typeof fetch>
): Promise<SignedOutReason | null> {
  if (typeof input !== 'string' || !input.includes('grant_type=refresh_token')) return null
  const reason = await refusalOf(answer)
  return tokenIn(stored) === tokenIn(init?.body) ? reason : null
}

function tokenIn(json: unknown): unknown {
  if (typeof json !== 'string') return null
  const value: unknown = JSON.parse(json)
  return (value as { refresh_token?: unknown } | null)?.refresh_token
}

/**
 * Why Supabase refused to renew a sign-in, or null when its answer does not end it. Only these codes end one. A limit, a
 * fault, or a code that is not known here says nothing about the sign-in.
 */
async function refusalOf(answer: Response): Promise<SignedOutReason | null> {
  const said: unknown = await answer.json().catch(() => null)
  if (typeof said !== 'object' || said === null) return null
  const { code, error_code, message, msg } = said as Record<string, unknown>
  // The place of the code depends on the version of the API.
  const name = typeof code === 'string' ? code : error_code
  if (name === 'session_expired') return reasonOfExpiry(String(message ?? msg))
  return refusals.get(name) ?? null
}

const refusals: ReadonlyMap<unknown, SignedOutReason> = new Map([
  ['user_banned', 'blocked'],
  ['session_not_found', 'elsewhere'],
  ['refresh_token_not_found', 'elsewhere'],
  ['user_not_found', 'elsewhere'],
  ['refresh_token_already_used', 'ended'],
])

/** Supabase has one code for four rules of the project. Its message names the rule. */
function reasonOfExpiry(message: string): SignedOutReason {
  if (message.includes('Newer Login')) return 'newer_sign_in'
  if (message.includes('Inactivity')) return 'expired'
  return message.includes('Low AAL') ? 'ended' : 'time_over'
}
