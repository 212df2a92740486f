import type { Provider } from '@supabase/supabase-js'
import { RequestError } from '../requests/request-error.ts'
import type { SecondFactor, SessionController, SignInMethods } from './model.ts'
import type { SignInResult } from './supabase/sign-in-result.ts'
import { setLeaving } from './supabase/provider-return.ts'
import { keepAddress, mailedAddress } from './supabase/return-to.ts'
import { basePath } from '../browser/place.ts'
import { keepsData } from '../browser/keeps-data.ts'
import { rulesIn } from './supabase/password-rules.ts'
import { problemOf, type Field, type SignInError } from './supabase/problems.ts'
import type { Settings } from './supabase/project-settings.ts'
import type { Auth } from './supabase/auth.ts'

type MailPurpose = 'signup' | 'signin' | 'recovery'
type Recipient = Parameters<SessionController['resend']>[0]

/** What the forms can do with Supabase. None of it touches Parley's own session. */
export function createForms(auth: Auth) {
  const redirect = () => {
    keepAddress()
    return new URL(`${basePath}/`, location.href).href
  }
  const mailed = () => {
    keepAddress()
    return mailedAddress()
  }
  /** The browser goes to another site, and comes back with a code that is good in this tab only. */
  async function leave(begin: () => Promise<{ error: SignInError | null }>, field: Field) {
    // The browser must keep the code of this sign-in until the person comes back.
    if (!keepsData()) return { kind: 'refused', reason: 'nothing_kept' } as const
    setLeaving(true)
    const { error } = await auth.withPkce(begin)
    if (error === null) return { kind: 'leaving' } as const
    setLeaving(false)
    return refused(error, field)
  }

  const verifyMailed = (to: { email: string; purpose: MailPurpose }, token: string) => {
    const verify = () => auth.verifyOtp({ email: to.email, token, type: otpType[to.purpose] })
    return to.purpose === 'recovery' ? auth.store.wanting('new', verify) : verify()
  }

  const forms = {
    async signInWithPassword(email: string, password: string): Promise<SignInResult> {
      const { error } = await auth.signInWithPassword({ email, password })
      return error === null ? done : refused(error, 'email')
    },

    async signUp(input: Parameters<SessionController['signUp']>[0]): Promise<SignInResult> {
      // Without a name the account gets a neutral one. The local part of an address is nobody's name.
      const names = input.displayName === '' ? {} : { data: { display_name: input.displayName } }
      const { data, error } = await auth.signUp({
        email: input.email,
        password: input.password,
        options: { ...names, emailRedirectTo: mailed() },
      })
      if (error !== null) return refused(error, 'mail')
      // A taken address gets the same answer, on purpose: a form must not tell which addresses have an account.
      return data.session === null ? checkMail(input.email, 'signup') : done
    },

    async sendEmailLink(email: string): Promise<SignInResult> {
      const options = { emailRedirectTo: mailed() }
      const { error } = await auth.signInWithOtp({ email, options })
      return error === null ? checkMail(email, 'signin') : refused(error, 'mail')
    },

    async sendPhoneCode(phone: string): Promise<SignInResult> {
      const { error } = await auth.signInWithOtp({ phone })
      return error === null ? { kind: 'check_phone', phone } : refused(error, 'phone')
    },

    async sendPasswordReset(email: string): Promise<SignInResult> {
      const { error } = await auth.resetPasswordForEmail(email, { redirectTo: mailed() })
      return error === null ? checkMail(email, 'recovery') : refused(error, 'mail')
    },

    async verifyCode(to: Recipient, code: string): Promise<SignInResult> {
      const token = digits(code)
      const { data, error } =
        'phone' in to
          ? await auth.verifyOtp({ phone: to.phone, token, type: 'sms' })
          : await verifyMailed(to, token)
      if (error !== null) return refused(error, 'code')
      return data.session === null ? { kind: 'refused', reason: 'bad_code' } : done
    },

    async resend(to: Recipient): Promise<SignInResult> {
      if ('phone' in to) return forms.sendPhoneCode(to.phone)
      if (to.purpose === 'signin') return forms.sendEmailLink(to.email)
      if (to.purpose === 'recovery') return forms.sendPasswordReset(to.email)
      const options = { emailRedirectTo: mailed() }
      const { error } = await auth.resend({ type: 'signup', email: to.email, options })
      return error === null ? checkMail(to.email, 'signup') : refused(error, 'mail')
    },

    async setNewPassword(password: string, freshCode?: string): Promise<SignInResult> {
      const nonce = freshCode === undefined ? {} : { nonce: digits(freshCode) }
      const { error } = await auth.updateUser({ password, ...nonce })
      // The person typed their present password. So they have the password that they want.
      if (error !== null && error.code !== 'same_password') return refused(error, 'password')
      auth.store.passwordChosen()
      return done
    },

    async sendFreshCode(): Promise<SignInResult> {
      const { error } = await auth.reauthenticate()
      return error === null ? { kind: 'fresh_code_sent' } : refused(error, 'mail')
    },

    async goOnWithoutPassword(): Promise<SignInResult> {
      if (auth.store.passwordWanted() === 'first') auth.store.passwordChosen()
      return done
    },

    signInWithProvider(provider: string): Promise<SignInResult> {
      // Microsoft's site gives an address only to those who ask for it.
      const scopes = provider === 'azure' ? { scopes: 'email' } : {}
      const options = { redirectTo: redirect(), ...scopes }
      return leave(() => auth.signInWithOAuth({ provider: provider as Provider, options }), 'link')
    },

    signInWithSso(at: string): Promise<SignInResult> {
      const domain = at.slice(at.indexOf('@') + 1)
      const options = { redirectTo: redirect() }
      return leave(() => auth.signInWithSSO({ domain, options }), 'domain')
    },

    async secondFactors(): Promise<SecondFactor[]> {
      const { data, error } = await auth.mfa.listFactors()
      if (error !== null) throw new RequestError('network')
      return data.all
        .filter(({ status }) => status === 'verified')
        .map(({ id, factor_type, friendly_name }) => ({
          id,
          kind: factor_type === 'totp' ? factor_type : 'other',
          name: friendly_name || null,
        }))
    },

    async verifySecondFactor(id: string, code: string): Promise<SignInResult> {
      const { error } = await auth.mfa.challengeAndVerify({ factorId: id, code: digits(code) })
      // When the sign-in itself has ended meanwhile, the bridge says so.
      const isOver = error?.name === 'AuthSessionMissingError'
      return error === null || isOver ? done : refused(error, 'factor')
    },
  }
  return forms
}
export type Forms = ReturnType<typeof createForms>

/** People paste a code with the spaces or dashes that a mail or an app shows. */
const digits = (code: string) => code.replace(/\D/g, '')

const otpType = { signup: 'signup', signin: 'email', recovery: 'recovery' } as const
const done: SignInResult = { kind: 'done' }
const checkMail = (email: string, purpose: MailPurpose): SignInResult => ({
  kind: 'check_mail',
  email,
  purpose,
})
export function refused(error: SignInError, field: Field): SignInResult {
  const rules = error.code === 'weak_password' ? rulesIn(error.message) : null
  return { kind: 'refused', reason: problemOf(error, field), ...(rules && { rules }) }
}

/** What `/settings` lists as external although no button starts it. */
const noProviders = ['email', 'phone', 'anonymous_users']

export function methodsOf({ external, disable_signup, saml_enabled }: Settings): SignInMethods {
  const isOn = (name: string) => external[name] === true
  return {
    password: isOn('email'),
    emailLink: isOn('email'),
    providers: Object.keys(external).filter((name) => isOn(name) && !noProviders.includes(name)),
    phone: isOn('phone'),
    sso: saml_enabled === true,
    signUp: !disable_signup,
  }
}
