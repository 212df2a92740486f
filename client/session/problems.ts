import type { SignInProblem } from './model.ts'

/** The problem that a form shows for each `error_code` of GoTrue. Any other code is `other`. */
const problems: Readonly<Record<string, SignInProblem>> = {
  invalid_credentials: 'wrong_credentials',
  user_not_found: 'wrong_credentials',
  user_banned: 'wrong_credentials',
  email_not_confirmed: 'email_not_confirmed',
  phone_not_confirmed: 'email_not_confirmed',
  user_already_exists: 'already_registered',
  email_exists: 'already_registered',
  phone_exists: 'already_registered',
  weak_password: 'weak_password',
  email_address_invalid: 'bad_email',
  email_address_not_authorized: 'bad_email',
  otp_expired: 'bad_code',
  over_email_send_rate_limit: 'too_many',
  over_sms_send_rate_limit: 'too_many',
  over_request_rate_limit: 'too_many',
  signup_disabled: 'sign_up_off',
  email_provider_disabled: 'sign_up_off',
  phone_provider_disabled: 'sign_up_off',
  otp_disabled: 'sign_up_off',
}

/** `validation_failed` does not name the field, so the form that was sent decides. */
export type Field = 'email' | 'phone' | 'code' | 'password'

export interface SignInError {
  code?: string | undefined
  status?: number | undefined
  name?: string
}

export function problemOf(error: SignInError, field: Field): SignInProblem {
  if (error.name === 'AuthRetryableFetchError') return 'network'
  const known = error.code === undefined ? undefined : problems[error.code]
  if (known !== undefined) return known
  if (error.status === 429) return 'too_many'
  if (error.code === 'validation_failed') return fieldProblems[field]
  return 'other'
}

const fieldProblems: Readonly<Record<Field, SignInProblem>> = {
  email: 'bad_email',
  phone: 'bad_phone',
  code: 'bad_code',
  password: 'weak_password',
}
