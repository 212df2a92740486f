/** Supabase's answer to a sign-up or sign-in, as the forms need it. */
export type SignInResult =
  | { kind: 'done' }
  /** A link and a code are on their way to this address or number. */
  | { kind: 'check_mail'; email: string; purpose: 'signup' | 'signin' | 'recovery' }
  | { kind: 'check_phone'; phone: string }
  /** A code for the new password is on its way to the person's address or number. */
  | { kind: 'fresh_code_sent' }
  /** The browser goes to another site. */
  | { kind: 'leaving' }
  | { kind: 'refused'; reason: SignInProblem; rules?: PasswordRules }

/** Where a link or a code was sent. */
export type CodeTarget = Extract<SignInResult, { kind: 'check_mail' | 'check_phone' }>

/** What the project wants of a password, as far as the refused one lacks it. */
export interface PasswordRules {
  length: number | null
  /** One character of each set. A set that is none of the four is shown as it is. */
  sets: CharacterSet[]
}
export type CharacterSet = 'small' | 'capital' | 'letter' | 'digit' | 'sign' | { of: string }

export type SignInProblem =
  | 'wrong_credentials'
  | 'email_not_confirmed'
  | 'already_registered'
  | 'weak_password'
  | 'plain_password'
  | 'leaked_password'
  /** The password may be changed only with a code that was just mailed. */
  | 'fresh_code_needed'
  /** It is the present password already. */
  | 'same_password'
  /** The project changes a password only together with the present one. */
  | 'present_password_needed'
  | 'present_password_wrong'
  /** An organisation decides about the sign-in of this account. */
  | 'managed_elsewhere'
  | 'bad_email'
  | 'bad_phone'
  | 'sms_not_sent'
  | 'mail_not_sent'
  | 'bad_code'
  | 'too_many'
  | 'too_many_mails'
  | 'too_many_messages'
  | 'sign_up_off'
  | 'email_off'
  | 'phone_off'
  | 'guests_off'
  | 'captcha'
  | 'unknown_organisation'
  /** The account has a second step, and this needs it. */
  | 'second_factor_first'
  | 'bad_factor_code'
  | 'factor_expired'
  | 'factor_moved'
  | 'factor_gone'
  | 'link_expired'
  /** One of two addresses is confirmed. */
  | 'half_confirmed'
  | 'denied'
  | 'banned'
  | 'service_failed'
  /** This browser keeps nothing for this site. */
  | 'nothing_kept'
  | 'network'
  | 'other'

/** What a link wants. `provider`: it comes back from another site. */
export type LinkPurpose = 'signin' | 'signup' | 'recovery' | 'invite' | 'email_change' | 'provider'

/** What the person is asked before a link is followed. It holds no token. */
export interface LinkQuestion {
  purpose: LinkPurpose
  /** The masked address of the account, if the link says so. */
  address: string | null
  /** The masked address of another person who is signed in here. Empty when they have none, null when nobody is. */
  present: string | null
}

/** What the address said. `signed_in`: the person came back from a provider to which this tab had sent them. */
export type Opened =
  | { kind: 'nothing' }
  | { kind: 'signed_in' }
  | { kind: 'problem'; problem: SignInProblem }
  | { kind: 'question'; question: LinkQuestion; follow: () => Promise<SignInResult> }

/**
 * `elsewhere`: another tab, device or the Supabase project ended it. `ended`: the operator or a security rule did.
 * Rules of the Supabase project: `time_over`, a sign-in has a longest time; `newer_sign_in`, a person has one sign-in at a
 * time; `blocked`, the account is banned. `suspended`: a moderator did it.
 * `link_expired`: the link from the mail was too old or used before. `link_refused`: `linkProblem()` says why.
 */
export type SignedOutReason =
  | 'never'
  | 'by_me'
  | 'elsewhere'
  | 'ended'
  | 'expired'
  | 'time_over'
  | 'newer_sign_in'
  | 'blocked'
  | 'suspended'
  | 'link_expired'
  | 'link_refused'

/** `unreachable` says nothing about the sign-in. `none` says that it is over. */
export type AccessToken =
  { kind: 'token'; token: string } | { kind: 'none' } | { kind: 'unreachable' }
