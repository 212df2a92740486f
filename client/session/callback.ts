/** What a link in a mail or a provider's redirect left in the address bar. */
export type Callback =
  | { kind: 'none' }
  | { kind: 'session'; flow: 'implicit' | 'pkce'; recovery: boolean }
  | { kind: 'error'; expired: boolean }

/** GoTrue's error codes for a link that is too old, was used, or was opened in another browser. */
const expiredCodes = [
  'otp_expired',
  'flow_state_expired',
  'flow_state_not_found',
  'bad_code_verifier',
]

const callbackParameters = [
  'access_token',
  'refresh_token',
  'expires_in',
  'expires_at',
  'token_type',
  'provider_token',
  'provider_refresh_token',
  'type',
  'sb',
  'code',
  'error',
  'error_code',
  'error_description',
]

/** `verifier` is stored by a PKCE flow that began in this browser. Without it a `code` is not for Supabase. */
export function readCallback(href: string, verifier: string | null): Callback {
  const url = new URL(href)
  const hash = new URLSearchParams(url.hash.slice(1))
  const find = (name: string) => hash.get(name) ?? url.searchParams.get(name)

  if (find('error') !== null || find('error_code') !== null) {
    return { kind: 'error', expired: expiredCodes.includes(find('error_code') ?? '') }
  }
  if (hash.has('access_token')) {
    return { kind: 'session', flow: 'implicit', recovery: hash.get('type') === 'recovery' }
  }
  if (url.searchParams.has('code') && verifier !== null) {
    return { kind: 'session', flow: 'pkce', recovery: /\/(PASSWORD_)?RECOVERY/i.test(verifier) }
  }
  return { kind: 'none' }
}

/** The same address without tokens and errors: they must not be bookmarked, shared or read a second time. */
export function withoutCallback(href: string): string {
  const url = new URL(href)
  const hash = new URLSearchParams(url.hash.slice(1))
  if (callbackParameters.some((name) => hash.has(name))) url.hash = ''
  for (const name of callbackParameters) url.searchParams.delete(name)
  return url.pathname + url.search + url.hash
}
