import type { SessionController } from './model.ts'
import type { Session } from './session.ts'
import type { Forms } from './sign-in.ts'
import type { SignInResult } from './supabase/sign-in-result.ts'

/** Sends a form. After `done` comes `then`: by default the bridge. */
export type FillIn = (
  use: (forms: Forms) => Promise<SignInResult>,
  then?: (session: Session) => unknown,
) => Promise<SignInResult>

type FormActions = Pick<
  SessionController,
  | 'signInWithPassword'
  | 'signUp'
  | 'sendEmailLink'
  | 'sendPhoneCode'
  | 'sendPasswordReset'
  | 'resend'
  | 'setNewPassword'
  | 'sendFreshCode'
  | 'goOnWithoutPassword'
  | 'verifyCode'
  | 'signInWithProvider'
  | 'signInWithSso'
>

/** What the forms of sign-in send, and what comes after each. */
export const formActions = (fillIn: FillIn): FormActions => ({
  signInWithPassword: (email, password) =>
    fillIn((forms) => forms.signInWithPassword(email, password)),
  signUp: (input) => fillIn((forms) => forms.signUp(input)),
  sendEmailLink: (email) => fillIn((forms) => forms.sendEmailLink(email)),
  sendPhoneCode: (phone) => fillIn((forms) => forms.sendPhoneCode(phone)),
  sendPasswordReset: (email) => fillIn((forms) => forms.sendPasswordReset(email)),
  resend: (to) => fillIn((forms) => forms.resend(to)),
  setNewPassword: (password, freshCode) =>
    fillIn((forms) => forms.setNewPassword(password, freshCode)),
  sendFreshCode: () => fillIn((forms) => forms.sendFreshCode()),
  goOnWithoutPassword: () => fillIn((forms) => forms.goOnWithoutPassword()),
  verifyCode: (to, code) => fillIn((forms) => forms.verifyCode(to, code)),
  signInWithProvider: (provider) => fillIn((forms) => forms.signInWithProvider(provider)),
  signInWithSso: (at) => fillIn((forms) => forms.signInWithSso(at)),
})
