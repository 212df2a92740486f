import type { EmailOtpType } from '@supabase/supabase-js'
import { problemOf } from './problems.ts'
import { takeReturn } from './provider-return.ts'
import { returnToAddress } from './return-to.ts'
import { redeem, type Credential } from './redeem.ts'
import type { Auth } from './auth.ts'
import type { LinkPurpose, Opened, SignInProblem } from './sign-in-result.ts'

/** What a link in a mail or a provider's redirect left in the address bar. */
export type Link =
  | { kind: 'none' }
  | { kind: 'problem'; problem: SignInProblem }
  | {
      kind: 'question'
      purpose: LinkPurpose
      /** The person of the link, if it says so. It may lie. */
      userId: unknown
      address: string | null
      credential: Credential
    }

/** The `type` of a link, by GoTrue, and what the person is asked. */
const purposes: ReadonlyMap<string | null, LinkPurpose> = new Map([
  ['signup', 'signup'],
  ['magiclink', 'signin'],
  ['email', 'signin'],
  ['recovery', 'recovery'],
  ['invite', 'invite'],
  ['email_change', 'email_change'],
])

/** A token that ends sooner is not used: it would be over before it was. */
const MIN_SECONDS_LEFT = 10

/**
 * Reads a link, and asks nobody. What a link says is a stranger's word: only our own sentences are made of it.
 * `verifier` is stored by a PKCE flow that began in this browser. Without it a `code` is not for Supabase.
 */
export function readLink(href: string, verifier: string | null): Link {
  const url = new URL(href)
  const hash = new URLSearchParams(url.hash.slice(1))
  const find = (name: string) => hash.get(name) ?? url.searchParams.get(name)
  const purpose = purposes.get(find('type'))

  if (find('error') !== null || find('error_code') !== null) {
    return problem(problemOfLink(find('error'), find('error_code')))
  }
  const accessToken = hash.get('access_token')
  if (accessToken !== null) return withTokens(accessToken, hash.get('refresh_token'), purpose)
  const tokenHash = find('token_hash')
  if (tokenHash !== null) {
    if (purpose === undefined) return problem('other')
    const type = find('type') as EmailOtpType
    return ask(purpose, { kind: 'token_hash', tokenHash, type })
  }
  const code = url.searchParams.get('code')
  if (code !== null && verifier !== null) {
    const isRecovery = /\/(PASSWORD_)?RECOVERY/i.test(verifier)
    return ask(isRecovery ? 'recovery' : 'provider', { kind: 'code', code })
  }
  // The first of two confirmations of a new address.
  return hash.has('message') ? problem('half_confirmed') : { kind: 'none' }
}

const problem = (reason: SignInProblem): Link => ({ kind: 'problem', problem: reason })
const ask = (
  purpose: LinkPurpose,
  credential: Credential,
  { userId, address = null }: { userId?: unknown; address?: string | null } = {},
): Link => ({ kind: 'question', purpose, userId, address, credential })

function problemOfLink(error: string | null, code: string | null): SignInProblem {
  const known = problemOf({ code: code ?? undefined }, 'link')
  if (known !== 'other') return known
  if (error === 'access_denied') return 'denied'
  return error === 'server_error' ? 'service_failed' : 'other'
}

function withTokens(
  accessToken: string,
  refreshToken: string | null,
  purpose: LinkPurpose = 'signin',
) {
  const claims = claimsOf(accessToken)
  if (claims === null || refreshToken === null) return problem('other')
  const secondsLeft = secondsLeftOf(claims)
  if (secondsLeft < MIN_SECONDS_LEFT) return problem('link_expired')
  const credential = { kind: 'tokens', accessToken, refreshToken, secondsLeft } as const
  const address = masked(claims.email) ?? masked(claims.phone)
  return ask(purpose, credential, { userId: claims.sub, address })
}

/**
 * How long a token may still be good. Its own claims say how long it lives in all. When it looks over, this browser's
 * clock may be wrong, and Supabase is asked.
 */
function secondsLeftOf({ iat, exp }: Record<string, unknown>): number {
  const left = (Number(exp) || 0) - Date.now() / 1000
  const life = Number(exp) - Number(iat)
  if (!(life > 0)) return left
  return left > 0 && left < life ? left : life
}

/** The claims are unverified. Supabase verifies them before the tokens are stored. */
function claimsOf(token: string): Record<string, unknown> | null {
  try {
    const [, payload = ''] = token.split('.')
    const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'))
    const json = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    const claims: unknown = JSON.parse(json)
    return typeof claims === 'object' ? (claims as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/**
 * `m…@example.com`, or `…4711` of a phone number: enough for its owner, and little for whoever was sent the link by
 * mistake. Null for what is neither, such as a sentence that a stranger wrote.
 */
export function masked(address: unknown): string | null {
  if (typeof address !== 'string' || address.length > 254) return null
  const mail = /^([\p{L}\p{N}])[^\s@]*@([\p{L}\p{N}.-]+)$/u.exec(address)
  if (mail) return `${mail[1]}…@${mail[2]}`
  const phone = /^\+?\d{4,11}(\d{4})$/.exec(address)
  return phone ? `…${phone[1]}` : null
}

/** Where the mail was asked for. Its template hands it on under the name that Supabase has for it. */
const redirectIn = (href: string) => new URL(href).searchParams.get('redirect_to')

/** Reads the link, and redeems it only if this tab began it and nobody is signed in. Any other link is a question. */
export async function openLink(href: string, auth: Auth, key: string): Promise<Opened> {
  const link = readLink(href, auth.store.getItem(`${key}-code-verifier`))
  const cameBack = takeReturn()
  if (link.kind === 'none') return { kind: 'nothing' }
  returnToAddress(redirectIn(href))
  if (link.kind === 'problem') return link
  const { purpose, userId, address, credential } = link
  const follow = () => redeem(auth, credential, purpose)
  const stored = auth.store.person()
  if (stored === null && cameBack && purpose === 'provider') {
    const result = await follow()
    return result.kind === 'refused'
      ? { kind: 'problem', problem: result.reason }
      : { kind: 'signed_in' }
  }
  // Nobody has to leave when the link is of the person who is here. Their stored sign-in may have ended.
  const other = stored?.id === userId ? null : stored
  const present = other && (masked(other.email) ?? masked(other.phone) ?? '')
  return { kind: 'question', question: { purpose, address, present }, follow }
}
