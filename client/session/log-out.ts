import { RequestError } from '../requests/request-error.ts'
import { browserStorage } from '../browser/browser-storage.ts'
import { LOG_OUT } from '../browser/stores.ts'
import type { Api } from '../requests/http.ts'
import type { SignInService } from './supabase/supabase.ts'

/**
 * How much of a log-out is left to do. It is in localStorage, so closing the tab or being offline cannot undo it. The id
 * of who logged out stands behind it: somebody else may sign in at another app before the log-out is done.
 */
const stages = ['sign_in_and_cookie', 'cookie'] as const
type Stage = (typeof stages)[number]

export interface LogOut {
  begun(): boolean
  /** Whether the sign-in that is stored in this browser is the one that the log-out ends. */
  endsSignIn(): boolean
  /** `userId`: who logs out, as far as it is known. */
  begin(userId: string | null): void
  /** Call it before Supabase is loaded, so that it does not find a sign-in that the log-out has to end. */
  hide(forget: () => void): void
  /**
   * Does the rest of the log-out. Throws RequestError when the relay could not be asked. The log-out then stays
   * begun.
   */
  finish(): Promise<void>
}

export function createLogOut(call: Api, signIn: () => SignInService | null): LogOut {
  /** Another value under this key is no log-out. Taken for one, it would end a session that the person wants. */
  const note = () => browserStorage.getItem(LOG_OUT)?.split(' ') ?? []
  const stage = () => stages.find((one) => one === note()[0]) ?? null
  const set = (next: Stage, userId?: string | null) =>
    browserStorage.setItem(LOG_OUT, userId ? `${next} ${userId}` : next)
  /** Ends the sign-in with `forget` if it is the one, and then only the cookie is left to end. */
  function endSignIn(forget: () => void): void {
    if (stage() !== 'sign_in_and_cookie') return
    if (logOut.endsSignIn()) forget()
    set('cookie')
  }
  const logOut: LogOut = {
    begun: () => stage() !== null,
    endsSignIn() {
      const [, userId] = note()
      if (stage() !== 'sign_in_and_cookie') return false
      return !userId || (signIn()?.storedUser() ?? userId) === userId
    },
    begin: (userId) => set('sign_in_and_cookie', userId),
    hide: endSignIn,
    async finish() {
      if (stage() === null) return
      try {
        // Parley's session comes first. Its end also ends the sign-in, and the audit log then says `logged_out`.
        await endCookieSession(call)
      } finally {
        // Another tab may have finished this log-out meanwhile, and the next person may have signed in. So what is stored
        // is looked at and changed without a wait in between.
        endSignIn(() => void signIn()?.signOut())
      }
      browserStorage.removeItem(LOG_OUT)
    },
  }
  return logOut
}

async function endCookieSession(call: Api): Promise<void> {
  try {
    await call('DELETE', '/api/auth/session')
  } catch (error) {
    // A definite failure means that there is nothing left to end.
    if (!(error instanceof RequestError) || error.transient) throw error
  }
}

/**
 * A Parley session must not outlive its sign-in. The next person at this browser would be in it. The page cannot see
 * whether there is a session, and ending none is no error. The caller has the lock of all tabs, so a sign-in of
 * another tab is either stored or not yet bridged.
 */
export async function endOrphan(call: Api, signIn: SignInService): Promise<void> {
  if (signIn.storedUser() !== null) return
  await endCookieSession(call)
}
