import type { Session, User } from '@supabase/supabase-js'
import type { Auth } from './auth.ts'
import type { SignInError } from './problems.ts'

/** The tokens that a link carries in its fragment. */
export interface LinkTokens {
  accessToken: string
  refreshToken: string
  /** How long the access token may still be good. Supabase's answer decides whether it is. */
  secondsLeft: number
}

export interface TokenAnswer {
  data: { session: Session | null }
  error: SignInError | null
}

/**
 * Signs in with the tokens of a link. `setSession` of Supabase's client does not fit: it believes this browser's clock,
 * which may be wrong. And it deletes the present sign-in when the session of the link has ended.
 */
export async function signInWithTokens(auth: Auth, tokens: LinkTokens): Promise<TokenAnswer> {
  const found = await userOf(auth, tokens.accessToken)
  if ('error' in found) return { data: { session: null }, error: found.error }
  const session: Session = {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    expires_in: tokens.secondsLeft,
    token_type: 'bearer',
    user: found.user,
  }
  // Private methods of the client, because it offers no other way to store a session as it is.
  await auth['_saveSession'](session)
  await auth['_notifyAllSubscribers']('SIGNED_IN', session)
  return { data: { session }, error: null }
}

async function userOf(auth: Auth, token: string): Promise<{ user: User } | { error: SignInError }> {
  const headers = { ...auth['headers'], Authorization: `Bearer ${token}` }
  const response = await auth['fetch'](`${auth['url']}/user`, { headers }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as
    (User & { error_code?: string }) | null | undefined
  if (response?.ok && typeof answer?.id === 'string') return { user: answer }
  // The sign-in page of a network answers 200 as well.
  const status = response?.ok ? undefined : response?.status
  if (status !== undefined && status < 500) return { error: { status, code: answer?.error_code } }
  return { error: { name: 'AuthRetryableFetchError', status } }
}
