import type { SessionController, SignInMethods, SignInResult } from './model.ts'
import { problemOf, type Field, type SignInError } from './problems.ts'
import type { Auth, Settings } from './supabase.ts'

type MailPurpose = 'signup' | 'signin' | 'recovery'
type Recipient = Parameters<SessionController['resend']>[0]

/** What the forms can do with Supabase. None of it touches Parley's own session. */
export function createForms(auth: Auth) {
  const redirect = () => new URL('/', location.href).href

  const forms = {
    async signInWithPassword(email: string, password: string): Promise<SignInResult> {
      const { error } = await auth.signInWithPassword({ email, password })
      return error === null ? done : refused(error, 'email')
    },

    async signUp(input: Parameters<SessionController['signUp']>[0]): Promise<SignInResult> {
      const { data, error } = await auth.signUp({
        email: input.email,
        password: input.password,
        options: { data: { display_name: input.displayName }, emailRedirectTo: redirect() },
      })
      if (error !== null) return refused(error, 'email')
      // A taken address gets the same answer, on purpose: a form must not tell which addresses have an account.
      return data.session === null ? checkMail(input.email, 'signup') : done
    },

    async sendEmailLink(email: string): Promise<SignInResult> {
      const options = { emailRedirectTo: redirect() }
      const { error } = await auth.signInWithOtp({ email, options })
      return error === null ? checkMail(email, 'signin') : refused(error, 'email')
    },

    async sendPhoneCode(phone: string): Promise<SignInResult> {
      const { error } = await auth.signInWithOtp({ phone })
      return error === null ? { kind: 'check_phone', phone } : refused(error, 'phone')
    },

    async sendPasswordReset(email: string): Promise<SignInResult> {
      const { error } = await auth.resetPasswordForEmail(email, { redirectTo: redirect() })
      return error === null ? checkMail(email, 'recovery') : refused(error, 'email')
    },

    async verifyCode(to: Recipient, code: string): Promise<SignInResult> {
      const token = code.replace(/\s/g, '')
      const { data, error } =
        'phone' in to
          ? await auth.verifyOtp({ phone: to.phone, token, type: 'sms' })
          : await auth.verifyOtp({ email: to.email, token, type: otpType[to.purpose] })
      if (error !== null) return refused(error, 'code')
      return data.session === null ? { kind: 'refused', reason: 'bad_code' } : done
    },

    async resend(to: Recipient): Promise<SignInResult> {
      if ('phone' in to) return forms.sendPhoneCode(to.phone)
      if (to.purpose === 'signin') return forms.sendEmailLink(to.email)
      if (to.purpose === 'recovery') return forms.sendPasswordReset(to.email)
      const options = { emailRedirectTo: redirect() }
      const { error } = await auth.resend({ type: 'signup', email: to.email, options })
      return error === null ? checkMail(to.email, 'signup') : refused(error, 'email')
    },

    async setNewPassword(password: string): Promise<SignInResult> {
      const { error } = await auth.updateUser({ password })
      // The person typed their present password. So they have the password that they want.
      return error === null || error.code === 'same_password' ? done : refused(error, 'password')
    },

    /** Leaves the page. */
    async signInWithGoogle(): Promise<void> {
      await auth.signInWithOAuth({ provider: 'google', options: { redirectTo: redirect() } })
    },
  }
  return forms
}
export type Forms = ReturnType<typeof createForms>

const otpType = { signup: 'signup', signin: 'email', recovery: 'recovery' } as const
const done: SignInResult = { kind: 'done' }
const checkMail = (email: string, purpose: MailPurpose): SignInResult => ({
  kind: 'check_mail',
  email,
  purpose,
})
const refused = (error: SignInError, field: Field): SignInResult => ({
  kind: 'refused',
  reason: problemOf(error, field),
})

export function methodsOf({ external, disable_signup }: Settings): SignInMethods {
  return {
    password: external.email === true,
    emailLink: external.email === true,
    google: external.google === true,
    phone: external.phone === true,
    signUp: !disable_signup,
  }
}
