import type { SessionAnswer } from '../../wire/session.ts'
import { acceptsSiteData } from '../browser/site-data.ts'
import { RequestError } from '../requests/request-error.ts'
import type { Api } from '../requests/http.ts'
import type { FailureCause, SessionState } from './model.ts'
import type { SignInService } from './supabase/supabase.ts'

/** The states in which a step can end. */
export type Outcome = Extract<
  SessionState,
  { kind: 'ready' | 'failed' | 'signed_out' | 'second_factor' | 'new_password' }
>

type Failed = Extract<Outcome, { kind: 'failed' }>

export interface Steps {
  /** Takes the session of the cookies if it belongs to the right person. Renews or bridges only if it must. */
  load(): Promise<Outcome>
  /** One refresh, then the bridge. */
  renew(): Promise<Outcome>
  /** `renew`: with a new Supabase token, also while the last one is good. */
  bridge(renew?: boolean): Promise<Outcome>
}

/**
 * The steps from what this browser has stored to a live session. The caller has the lock of all tabs.
 * Only a definite answer ends a sign-in. No answer, 408, 429 and 5xx delete nothing.
 */
export function createSteps(
  call: Api,
  signIn: SignInService,
  /** Called at once when the cookies have changed, also if the outcome of the step is dropped. */
  onCookies: (answer: SessionAnswer) => void,
): Steps {
  const isTheirs = (answer: SessionAnswer) => {
    const stored = signIn.storedUser()
    return stored === undefined || stored === answer.user.id
  }

  const steps: Steps = {
    async load() {
      if (signIn.storedUser() === null) return { kind: 'signed_out', reason: 'elsewhere' }
      try {
        const answer = await call<SessionAnswer>('GET', '/api/auth/session')
        return isTheirs(answer) ? ready(answer) : await steps.bridge()
      } catch (error) {
        const { code, status } = asRequestError(error)
        if (code === 'session_expired') return steps.renew()
        return status === 401 ? steps.bridge() : failed(error)
      }
    },

    async renew() {
      if (signIn.storedUser() === null) return { kind: 'signed_out', reason: 'elsewhere' }
      try {
        const answer = await call<SessionAnswer>('POST', '/api/auth/session/refresh')
        onCookies(answer)
        if (!isTheirs(answer)) return await steps.bridge()
        const { sign_in_stale: isStale, newer_sign_in: isOlder } = answer.session
        return isStale || isOlder ? await showSignIn(answer) : ready(answer)
      } catch (error) {
        return asRequestError(error).status === 401 ? steps.bridge() : failed(error)
      }
    },

    async bridge(renew = false) {
      const wanted = passwordWanted(signIn)
      if (wanted !== null) return wanted
      const first = await present(renew)
      // This browser's clock may be wrong, and the relay may find the token too old. The token is then renewed once.
      const isStale = first.kind === 'failed' && first.cause === 'invalid_token'
      return isStale && !renew ? present(true) : first
    },
  }

  /** The session works, but has to be bridged again. Only a definite answer ends it; otherwise the next refresh tries again. */
  async function showSignIn(renewed: SessionAnswer): Promise<Outcome> {
    // Only a renewal says whether an older sign-in still stands.
    const outcome = await steps.bridge(renewed.session.newer_sign_in)
    // This browser cannot read the sign-in. The cookies stay good until the relay says otherwise.
    const isUnread = 'reason' in outcome && outcome.reason === 'never'
    return isUnread || outcome.kind === 'failed' ? ready(renewed) : outcome
  }

  async function present(renew: boolean): Promise<Outcome> {
    const access = await signIn.accessToken({ renew })
    if (access.kind === 'unreachable') return failure('sign_in_service')
    if (access.kind === 'none') {
      if (signIn.storedUser() === undefined)
        return acceptsSiteData() ? { kind: 'signed_out', reason: 'never' } : failure('no_site_data')
      signIn.forget()
      return { kind: 'signed_out', reason: 'expired' }
    }
    try {
      const headers = { authorization: `Bearer ${access.token}` }
      const answer = await call<SessionAnswer>('POST', '/api/auth/session/bridge', {}, headers)
      onCookies(answer)
      return ready(answer)
    } catch (error) {
      const { code } = asRequestError(error)
      if (code === 'second_factor_needed') return { kind: 'second_factor' }
      if (code !== 'sign_in_ended') return failed(error)
      signIn.forget()
      return { kind: 'signed_out', reason: 'elsewhere' }
    }
  }

  return steps
}

/** A sign-in by a recovery or an invitation opens no session before the person has chosen a password. */
export function passwordWanted(
  signIn: Pick<SignInService, 'passwordWanted'>,
): Extract<Outcome, { kind: 'new_password' }> | null {
  const wanted = signIn.passwordWanted()
  return wanted && { kind: 'new_password', ...(wanted === 'first' && { isFirst: true }) }
}

function ready({ session, user }: SessionAnswer): Extract<Outcome, { kind: 'ready' }> {
  return { kind: 'ready', user, sessionId: session.id, expiresIn: session.expires_in }
}

export function failed(error: unknown): Failed {
  const { code, requestId, retryAfter } = asRequestError(error)
  return { kind: 'failed', cause: code, requestId, retryAfter }
}

export function failure(cause: FailureCause): Failed {
  return { kind: 'failed', cause, requestId: null, retryAfter: null }
}

function asRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  throw error
}
