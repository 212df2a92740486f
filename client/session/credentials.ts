import type { Factor } from '@supabase/supabase-js'
import { basePath } from '../browser/place.ts'
import type { Auth } from './supabase/auth.ts'
import type { SignInResult } from './supabase/sign-in-result.ts'
import { refused } from './sign-in.ts'

const digits = (code: string) => code.replace(/\D/g, '')

export interface NewPassword {
  password: string
  /** The present password, where the project wants it. */
  present?: string
  /** A code that was just mailed, where the project wants one. */
  freshCode?: string
}

/** A sign-in of a moment ago proves who asks. `factor`: the account has a second step, which has to be used too. */
export type Proof =
  | { kind: 'proof'; token: string }
  | { kind: 'factor'; check: (code: string) => Promise<SignInResult | Proof> }

/** What the account page asks of Supabase. The sign-in of this browser stays as it is. */
export const createCredentials = (auth: Auth) => ({
  async changePassword({ password, present, freshCode }: NewPassword): Promise<SignInResult> {
    const { error } = await auth.updateUser({
      password,
      ...(present !== undefined && { current_password: present }),
      ...(freshCode !== undefined && { nonce: digits(freshCode) }),
    })
    return error === null ? { kind: 'done' } : refused(error, 'password')
  },

  async sendFreshCode(): Promise<SignInResult> {
    const { error } = await auth.reauthenticate()
    return error === null ? { kind: 'fresh_code_sent' } : refused(error, 'mail')
  },

  /** Nothing changes before the mails are answered: one to the new address, and mostly one to the present address. */
  async changeEmail(email: string): Promise<SignInResult> {
    const emailRedirectTo = new URL(`${basePath}/`, location.href).href
    const { error } = await auth.updateUser({ email }, { emailRedirectTo })
    return error === null ? { kind: 'done' } : refused(error, 'mail')
  },

  /** A code of one of the two mails. `half`: the code of the other mail is missing. */
  async confirmEmail(addresses: readonly string[], code: string): Promise<SignInResult | 'half'> {
    let result: SignInResult = { kind: 'refused', reason: 'bad_code' }
    for (const email of addresses) {
      const { data, error } = await auth.verifyOtp({
        email,
        token: digits(code),
        type: 'email_change',
      })
      if (error === null) return data.session === null ? 'half' : { kind: 'done' }
      result = refused(error, 'code')
      if (result.kind === 'refused' && result.reason !== 'bad_code') break
    }
    return result
  },

  /** Mails a code with which a person proves who they are. */
  async sendProof(email: string): Promise<SignInResult> {
    const { error } = await auth
      .apart()
      .signInWithOtp({ email, options: { shouldCreateUser: false } })
    return error === null ? { kind: 'fresh_code_sent' } : refused(error, 'mail')
  },

  /** Signs in beside the sign-in of this browser, which does not store it. */
  async prove(
    email: string,
    by: { password: string } | { code: string },
  ): Promise<SignInResult | Proof> {
    const apart = auth.apart()
    const { data, error } =
      'password' in by
        ? await apart.signInWithPassword({ email, password: by.password })
        : await apart.verifyOtp({ email, token: digits(by.code), type: 'email' })
    if (error !== null) return refused(error, 'password' in by ? 'email' : 'code')
    if (data.session === null) return { kind: 'refused', reason: 'bad_code' }
    const app = data.session.user.factors?.find(isUsable)
    const proof: Proof = { kind: 'proof', token: data.session.access_token }
    return app ? { kind: 'factor', check: (code) => proveByApp(apart, app.id, code) } : proof
  },
})
export type Credentials = ReturnType<typeof createCredentials>

const isUsable = ({ status, factor_type }: Factor) =>
  status === 'verified' && factor_type === 'totp'

async function proveByApp(
  apart: ReturnType<Auth['apart']>,
  factorId: string,
  code: string,
): Promise<SignInResult | Proof> {
  const { data, error } = await apart.mfa.challengeAndVerify({ factorId, code: digits(code) })
  return error === null ? { kind: 'proof', token: data.access_token } : refused(error, 'factor')
}
