import type { ErrorCode } from '../../wire/error-codes.ts'
import type { DatabaseState } from '../../wire/operations.ts'
import type { OwnProfile } from '../../wire/people.ts'
import type { EndReason, PublicConfig } from '../../wire/session.ts'
import type { Api } from '../requests/http.ts'
import type {
  LinkQuestion,
  SignedOutReason,
  SignInProblem,
  SignInResult,
} from './supabase/sign-in-result.ts'
import type { Suspension } from './suspension.ts'
import type { Auth } from './supabase/auth.ts'
import type { SignInService } from './supabase/supabase.ts'

/** What is enabled in the Supabase project (`/auth/v1/settings`). */
export interface SignInMethods {
  password: boolean
  emailLink: boolean
  /** Supabase's names of the sites that people can sign in with, such as `google`. */
  providers: string[]
  phone: boolean
  /** Organisations sign in at their own site (SAML). */
  sso: boolean
  signUp: boolean
}

/** Why messaging could not start. `network`: no answer came. `no_site_data`: this browser stores nothing for this site. */
export type FailureCause = ErrorCode | 'network' | 'sign_in_service' | 'no_site_data'

/** A second step of the account. Parley can ask for `totp` only. */
export interface SecondFactor {
  id: string
  kind: 'totp' | 'other'
  /** The name that the person gave it. */
  name: string | null
}

/** The life of a sign-in, in one tab. */
export type SessionState =
  | { kind: 'starting' }
  | { kind: 'signed_out'; reason: SignedOutReason }
  /** The address had a link. Nothing of it is redeemed before the person's own word. */
  | { kind: 'link'; question: LinkQuestion }
  /**
   * The person is signed in to Supabase, and asked for a password before anything else. They came by a mail that resets
   * one, or by an invitation: then it is their first one.
   */
  | { kind: 'new_password'; isFirst?: true }
  | { kind: 'bridging' }
  /** The relay wants the second step of the account (`aal2`). */
  | { kind: 'second_factor' }
  | { kind: 'failed'; cause: FailureCause; requestId: string | null; retryAfter: number | null }
  | { kind: 'ready'; user: OwnProfile; sessionId: string; expiresIn: number }

/** The result of one check of the doctor. `version` is that of the checked program, if it has one. */
export type Finding =
  | { kind: 'ok'; version: string | null; reindexed?: number | undefined }
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
  /** Begins to renew the sign-in at Supabase. Call it when the page is shown: its code would delay the first screen. */
  keepSignIn(): void
  config(): PublicConfig | null
  methods(): Promise<SignInMethods>
  /** Makes the checks of the doctor. Their code comes with the doctor, so it is not in the first load. */
  checks(create: (needs: ChecksNeeds) => SessionChecks): SessionChecks

  signInWithPassword(email: string, password: string): Promise<SignInResult>
  signUp(input: { email: string; password: string; displayName: string }): Promise<SignInResult>
  sendEmailLink(email: string): Promise<SignInResult>
  sendPhoneCode(phone: string): Promise<SignInResult>
  /** A code of six to ten digits, from a mail or a text message. */
  verifyCode(
    to: { email: string; purpose: 'signup' | 'signin' | 'recovery' } | { phone: string },
    code: string,
  ): Promise<SignInResult>
  resend(
    to: { email: string; purpose: 'signup' | 'signin' | 'recovery' } | { phone: string },
  ): Promise<SignInResult>
  /** Leaves the page. */
  signInWithProvider(provider: string): Promise<SignInResult>
  /** Leaves the page for the site of the organisation. `at` is a domain, or an address in it. */
  signInWithSso(at: string): Promise<SignInResult>
  sendPasswordReset(email: string): Promise<SignInResult>
  /** Where the project wants a code for this, `freshCode` is the one that was mailed. */
  setNewPassword(password: string, freshCode?: string): Promise<SignInResult>
  sendFreshCode(): Promise<SignInResult>
  /** Only for an invited person, who can sign in by mail later. All others have to choose a password. */
  goOnWithoutPassword(): Promise<SignInResult>

  /** Follows the link of the state `link`. After a refusal the state stays, and the page says why. */
  followLink(): Promise<SignInResult>
  /** Goes on as if there had been no link. */
  declineLink(): Promise<void>
  /** Why the link in the address signed nobody in. */
  linkProblem(): SignInProblem | null

  /** For what the account page asks of Supabase. Its code comes with that page. Throws RequestError `network`. */
  withAuth<T>(use: (auth: Auth) => Promise<T>): Promise<T>

  /** The second steps of the account. Throws RequestError when they could not be read. */
  secondFactors(): Promise<SecondFactor[]>
  verifySecondFactor(id: string, code: string): Promise<SignInResult>

  /** Why a suspended person is not let in. With a text, it is their one appeal. */
  suspension(text?: string): Promise<Suspension>

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
