import type { EmailOtpType } from '@supabase/supabase-js'
import type { LinkPurpose, SignInResult } from './sign-in-result.ts'
import { signInWithTokens, type LinkTokens, type TokenAnswer } from './link-tokens.ts'
import { problemOf } from './problems.ts'
import type { Auth } from './auth.ts'

/** What a link carries. It never enters the state of the session. */
export type Credential =
  | ({ kind: 'tokens' } & LinkTokens)
  | { kind: 'token_hash'; tokenHash: string; type: EmailOtpType }
  | { kind: 'code'; code: string }

/** The links after which a person chooses a password. */
const wanted = { recovery: 'new', invite: 'first' } as const
const wantsPassword = (purpose: LinkPurpose): purpose is keyof typeof wanted => purpose in wanted

/** Signs in with a link. Call it after the person's own word. A refusal leaves the present sign-in as it is. */
export async function redeem(
  auth: Auth,
  credential: Credential,
  purpose: LinkPurpose,
): Promise<SignInResult> {
  const begin = () => exchange(auth, credential)
  const { data, error } = wantsPassword(purpose)
    ? await auth.store.wanting(wanted[purpose], begin)
    : await begin()
  if (error !== null) return { kind: 'refused', reason: problemOf(error, 'link') }
  if (data.session !== null) return { kind: 'done' }
  // A new address has two confirmations. The first one signs nobody in.
  const isHalf = credential.kind === 'token_hash' && credential.type === 'email_change'
  return { kind: 'refused', reason: isHalf ? 'half_confirmed' : 'link_expired' }
}

function exchange(auth: Auth, credential: Credential): Promise<TokenAnswer> {
  switch (credential.kind) {
    case 'tokens':
      return signInWithTokens(auth, credential)
    case 'token_hash':
      return auth.verifyOtp({ token_hash: credential.tokenHash, type: credential.type })
    case 'code':
      return auth.exchangeCodeForSession(credential.code)
  }
}
