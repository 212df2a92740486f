import type { SignInCatalogue } from '../../../i18n/en/sign-in.ts'

export type FieldProblem = keyof SignInCatalogue['fieldErrors']

const MIN_PASSWORD_LENGTH = 8

/** Supabase hashes no more, and refuses a longer password in words that fit every field. */
const MAX_PASSWORD_BYTES = 72

/** Reports only obvious typing errors. The mail server decides about the rest. */
export function emailProblem(email: string): FieldProblem | undefined {
  if (email === '') return 'emailMissing'
  if (!/^[^\s@]+@[^\s@]+\.[^\s@.]+$|^[^\s@]+@localhost$/.test(email)) return 'emailWrong'
  return undefined
}

export function phoneProblem(phone: string): FieldProblem | undefined {
  return /^\+[1-9]\d{6,14}$/.test(normalPhone(phone)) ? undefined : 'phoneWrong'
}

/** A domain, or an address in it. */
export function domainProblem(text: string): FieldProblem | undefined {
  return /^([^\s@]+@)?[^\s@.]+(\.[^\s@.]+)+$/.test(text) ? undefined : 'domainWrong'
}

/** People write numbers with spaces, dashes and brackets. */
export function normalPhone(phone: string): string {
  return phone.replace(/[\s().-]/g, '').replace(/^00/, '+')
}

export function newPasswordProblem(password: string): FieldProblem | undefined {
  if (password === '') return 'passwordMissing'
  if (password.length < MIN_PASSWORD_LENGTH) return 'passwordShort'
  return new TextEncoder().encode(password).length > MAX_PASSWORD_BYTES ? 'passwordLong' : undefined
}
