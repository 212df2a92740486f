import type { SignedOutReason } from './sign-in-result.ts'
import { isOfAnother, isStored, endOfSignIn } from './refused-refresh.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 5 * 60_000

type Fetch = typeof fetch

/** The sign-in that a renewal is about. */
export interface RenewedSignIn {
  /** As Supabase's client stored it, in JSON. */
  stored(): string | null
  /** Hears whether Supabase gave no answer that means this sign-in. */
  away(isAway: boolean): void
  /**
   * Hears that Supabase ended the sign-in that is stored. Its client keeps the sign-in until the token has ended, and up
   * to a minute longer.
   */
  refused(reason: SignedOutReason): void
}

/**
 * Renews a sign-in at Supabase. Supabase's client takes every answer but a fault of the server as the end of the sign-in.
 * It does so even for "too many requests", which a whole school or office gets at once. So the client is told of a refusal
 * only where Supabase means this sign-in. Everything else is waited out. Each wait is longer than the one before, and has
 * a random part, so that not all pages come back together.
 */
export function createRefresh(request: Fetch, signIn: RenewedSignIn): Fetch {
  let failures = 0
  let waitUntil = 0

  /** Supabase's client tries again after it, and deletes nothing. */
  function later(): Response {
    signIn.away(true)
    return new Response(null, { status: 503 })
  }

  return async (input, init) => {
    if (performance.now() < waitUntil) return later()
    const response = await request(input, init).catch(() => null)
    const answer = await read(response)
    const refusal = endOfSignIn(answer)
    if (response !== null && (isSession(response, answer) || refusal !== null)) {
      failures = 0
      signIn.away(false)
      const stored = signIn.stored()
      const isAboutStored = isStored(stored, init?.body)
      if (refusal === null && isAboutStored && isOfAnother(stored, answer)) {
        signIn.refused('ended')
        return new Response('{"error_code":"refresh_token_not_found"}', { status: 400 })
      }
      if (refusal !== null && isAboutStored) signIn.refused(refusal)
      return new Response(JSON.stringify(answer), response)
    }
    const longest = Math.min(FIRST_WAIT_MS * 2 ** failures++, LONGEST_WAIT_MS)
    const asked = Number(response?.headers.get('retry-after')) * 1000 || 0
    const wait = longest * (0.5 + Math.random() / 2)
    waitUntil = performance.now() + wait + Math.min(asked, LONGEST_WAIT_MS)
    return later()
  }
}

async function read(response: Response | null): Promise<unknown> {
  return response?.json().catch(() => null)
}

/** The sign-in page of a network answers 200 as well. */
const isSession = ({ ok }: Response, answer: unknown) =>
  ok && typeof (answer as { access_token?: unknown } | null)?.access_token === 'string'
