import type { ErrorCode } from '../../wire/error-codes.ts'
import type { DatabaseState } from '../../wire/operations.ts'
import type { OwnProfile } from '../../wire/people.ts'
import type { EndReason, PublicConfig } from '../../wire/session.ts'
import type { Api } from '../requests/http.ts'
import type { SignInService } from './supabase.ts'

/** What is enabled in the Supabase project (`/auth/v1/settings`). */
export interface SignInMethods {
  password: boolean
  emailLink: boolean
  google: boolean
  phone: boolean
  signUp: boolean
}

/** Why messaging could not start. `network`: no answer came. */
export type FailureCause = ErrorCode | 'network' | 'sign_in_service'

/**
 * `elsewhere`: another tab, device or the Supabase project ended it. `ended`: the operator or a security rule did.
 * `link_expired`: the link from the mail was too old or used before.
 */
export type SignedOutReason = 'never' | 'by_me' | 'elsewhere' | 'ended' | 'expired' | 'link_expired'

/** The life of a sign-in, in one tab. */
export type SessionState =
  | { kind: 'starting' }
  | { kind: 'signed_out'; reason: SignedOutReason }
  /** The person came by a "reset my password" link. They are signed in to Supabase and asked for a new password. */
  | { kind: 'new_password' }
  | { kind: 'bridging' }
  | { kind: 'failed'; cause: FailureCause; requestId: string | null; retryAfter: number | null }
  | { kind: 'ready'; user: OwnProfile; sessionId: string; expiresIn: number }

/** Supabase's answer to a sign-up or sign-in, as the forms need it. */
export type SignInResult =
  | { kind: 'done' }
  /** A link and a code are on their way to this address or number. */
  | { kind: 'check_mail'; email: string; purpose: 'signup' | 'signin' | 'recovery' }
  | { kind: 'check_phone'; phone: string }
  | { kind: 'refused'; reason: SignInProblem }

/** Where a link or a code was sent. */
export type CodeTarget = Extract<SignInResult, { kind: 'check_mail' | 'check_phone' }>

export type SignInProblem =
  | 'wrong_credentials'
  | 'email_not_confirmed'
  | 'already_registered'
  | 'weak_password'
  | 'bad_email'
  | 'bad_phone'
  | 'bad_code'
  | 'too_many'
  | 'sign_up_off'
  | 'network'
  | 'other'

/** The result of one check of the doctor. `version` is that of the checked program, if it has one. */
export type Finding =
  | { kind: 'ok'; version: string | null }
  | {
      kind: 'failed'
      cause: FailureCause | 'signed_out' | 'not_ready' | 'lost_triggers'
      requestId: string | null
    }
  /** The database lacks a migration. */
  | { kind: 'outdated'; database: DatabaseState }
  /** The server's sentence about what the operator has to mend. */
  | { kind: 'misconfigured'; reasons: string[] }

/** The steps to a session, for the doctor. They change nothing, except that a session that failed may be mended. */
export interface SessionChecks {
  server(): Promise<Finding>
  installation(): Promise<Finding>
  supabase(): Promise<Finding>
  signedIn(): Promise<Finding>
  bridge(): Promise<Finding>
  cookie(): Promise<Finding>
  database(): Promise<Finding>
}

/** What the checks use of the session. */
export interface ChecksNeeds {
  call: Api
  /** Null until the relay has said which Supabase project this is. */
  loaded(): { signIn: SignInService; session: { check(): Promise<SessionState> } } | null
  /** Starts again after the start failed. */
  start(): Promise<void>
}

/** The only owner of sign-in, bridge, refresh and log-out. The tabs of a browser act as one owner. */
export interface SessionController {
  getState(): SessionState
  subscribe(listener: () => void): () => void
  /** Loads the config, and the session of this browser if there is one. */
  start(): Promise<void>
  config(): PublicConfig | null
  methods(): Promise<SignInMethods>
  /** Makes the checks of the doctor. Their code comes with the doctor, so it is not in the first load. */
  checks(create: (needs: ChecksNeeds) => SessionChecks): SessionChecks

  signInWithPassword(email: string, password: string): Promise<SignInResult>
  signUp(input: { email: string; password: string; displayName: string }): Promise<SignInResult>
  sendEmailLink(email: string): Promise<SignInResult>
  sendPhoneCode(phone: string): Promise<SignInResult>
  /** A six-digit code from a mail or a text message. */
  verifyCode(
    to: { email: string; purpose: 'signup' | 'signin' | 'recovery' } | { phone: string },
    code: string,
  ): Promise<SignInResult>
  resend(
    to: { email: string; purpose: 'signup' | 'signin' | 'recovery' } | { phone: string },
  ): Promise<SignInResult>
  signInWithGoogle(): Promise<void>
  sendPasswordReset(email: string): Promise<SignInResult>
  setNewPassword(password: string): Promise<SignInResult>

  /** Runs the bridge again after it failed. */
  retry(): Promise<void>
  logOut(): Promise<void>
  /** Call it after a 401 or a refused socket. It tries one refresh, then the bridge, and ends in `failed`. */
  recover(): Promise<boolean>
  /** The socket was refused right after `recover()` returned true. It shows why, and never loops. */
  refused(code: ErrorCode): void
  /**
   * The relay refused a request of this person: the cookies belong to another person, who signed in in another tab. The
   * page of the first person is hidden, and the page goes on as the other person.
   */
  otherPerson(userId: string): void
  /** The server said over the socket that the session is over. True when there is a session again to connect with. */
  ended(reason: EndReason): Promise<boolean>
}
