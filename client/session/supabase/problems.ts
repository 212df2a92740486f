import type { SignInProblem } from './sign-in-result.ts'

/** The problem that a form shows for each `error_code` of GoTrue. Any other code is `other`. */
const problems: Readonly<Record<string, SignInProblem>> = {
  invalid_credentials: 'wrong_credentials',
  user_not_found: 'wrong_credentials',
  user_banned: 'banned',
  email_not_confirmed: 'email_not_confirmed',
  phone_not_confirmed: 'email_not_confirmed',
  provider_email_needs_verification: 'email_not_confirmed',
  user_already_exists: 'already_registered',
  email_exists: 'already_registered',
  phone_exists: 'already_registered',
  email_address_invalid: 'bad_email',
  email_address_not_authorized: 'bad_email',
  sms_send_failed: 'sms_not_sent',
  otp_expired: 'bad_code',
  over_email_send_rate_limit: 'too_many',
  over_sms_send_rate_limit: 'too_many_messages',
  over_request_rate_limit: 'too_many',
  signup_disabled: 'sign_up_off',
  email_provider_disabled: 'email_off',
  phone_provider_disabled: 'phone_off',
  otp_disabled: 'sign_up_off',
  anonymous_provider_disabled: 'guests_off',
  captcha_failed: 'captcha',
  reauthentication_needed: 'fresh_code_needed',
  reauthentication_not_valid: 'bad_code',
  same_password: 'same_password',
  current_password_required: 'present_password_needed',
  current_password_mismatch: 'present_password_wrong',
  user_sso_managed: 'managed_elsewhere',
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
  unexpected_failure: 'service_failed',
}

/**
 * `validation_failed` does not name the field, so the form that was sent decides. `mail` is an address to which a mail
 * is sent.
 */
export type Field = 'email' | 'mail' | 'phone' | 'code' | 'password' | 'factor' | 'link' | 'domain'

export interface SignInError {
  code?: string | undefined
  /** Why a password is weak: `length`, `characters`, `pwned`. */
  reasons?: string[]
  status?: number | undefined
  name?: string
  message?: string
}

export function problemOf(error: SignInError, field: Field): SignInProblem {
  if (error.name === 'AuthRetryableFetchError') {
    if (error.status !== 500) return 'network'
    // GoTrue has no answer of its own for a mail that could not be sent.
    return field === 'mail' ? 'mail_not_sent' : 'service_failed'
  }
  if (error.code === 'weak_password') return weakness(error.reasons ?? [])
  if (field === 'mail' && error.code === 'over_email_send_rate_limit') return 'too_many_mails'
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
  mail: 'bad_email',
  phone: 'bad_phone',
  code: 'bad_code',
  password: 'weak_password',
  factor: 'bad_factor_code',
  link: 'link_expired',
  domain: 'unknown_organisation',
}
