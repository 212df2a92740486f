import type { SignedOutReason } from './sign-in-result.ts'

/**
 * Why Supabase refused to renew a sign-in, or null when its answer does not end it. Only these codes end one. A limit, a
 * fault, or a code that is not known here says nothing about the sign-in.
 */
export function endOfSignIn(said: unknown): SignedOutReason | null {
  if (typeof said !== 'object' || said === null) return null
  const { code, error_code, error, message, msg } = said as Record<string, unknown>
  // The place of the code depends on the version of the API.
  const name = [code, error_code, error].find((one) => typeof one === 'string')
  if (name === 'session_expired') return reasonOfExpiry(String(message ?? msg))
  return reasons.get(name) ?? null
}

const reasons: ReadonlyMap<unknown, SignedOutReason> = new Map([
  ['user_banned', 'blocked'],
  ['session_not_found', 'elsewhere'],
  ['refresh_token_not_found', 'elsewhere'],
  ['user_not_found', 'elsewhere'],
  ['refresh_token_already_used', 'ended'],
  // Versions before Supabase had codes.
  ['invalid_grant', 'ended'],
])

/** Supabase has one code for four rules of the project. Its message names the rule. */
function reasonOfExpiry(message: string): SignedOutReason {
  if (message.includes('Newer Login')) return 'newer_sign_in'
  if (message.includes('Inactivity')) return 'expired'
  return message.includes('Low AAL') ? 'ended' : 'time_over'
}

/**
 * Whether the renewed session is of another person than the stored one. A link can carry the access token of one person
 * and the refresh token of another. The renewal must not sign that other person in.
 */
export function isOfAnother(stored: string | null, answer: unknown): boolean {
  const idIn = (session: unknown) => (session as { user?: { id?: unknown } } | null)?.user?.id
  const [kept, renewed] = [idIn(JSON.parse(stored ?? 'null')), idIn(answer)]
  return kept !== undefined && renewed !== undefined && kept !== renewed
}

/** Another tab may have renewed the sign-in meanwhile. Then the refused token is not the stored one any more. */
export function isStored(stored: string | null, requestBody: unknown): boolean {
  try {
    const kept = JSON.parse(stored ?? '') as { refresh_token?: unknown }
    const refused = JSON.parse(String(requestBody)) as { refresh_token?: unknown }
    return kept.refresh_token === refused.refresh_token
  } catch {
    return false
  }
}
