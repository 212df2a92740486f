import { createSecretKey } from 'node:crypto'
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Config, Verification } from '../config.ts'
import { Refusal } from '../refusal.ts'
import { isBadToken, whyRefused, type WhyRefused } from './why-refused.ts'

/** The claims of a verified Supabase access token. They do not say whether its session still exists. */
export interface SupabaseClaims {
  userId: string
  supabaseSessionId: string
  /** Assurance level: `aal1` without a second factor, `aal2` with one. */
  assurance: string
  /** When the token ends, in Unix seconds. */
  endsAt: number
}

export type TokenVerifier = (token: string) => Promise<SupabaseClaims>

const CLOCK_TOLERANCE_SECONDS = 30

const claims = z.object({
  sub: id,
  session_id: id,
  role: z.literal('authenticated'),
  aal: z.string().default('aal1'),
  exp: z.number(),
  // What another app was given where the project is an OAuth server: consent to that app is no sign-in here.
  client_id: z.never().optional(),
})

/** The algorithms that the published keys of a project may have. HS256 is not among them: its key is a secret. */
const PUBLISHED = ['ES256', 'RS256', 'EdDSA']
const SHARED = 'HS256'

const unverifiable = () =>
  new Refusal('unavailable', 'Parley cannot check sign-ins right now. Try again shortly.')
const invalid = () => new Refusal('invalid_token', 'This sign-in is not valid here. Sign in again.')

/**
 * Checks signature, algorithm, `iss`, `aud`, `role`, `sub`, `session_id`, `exp`, `nbf` and `iat` (RFC 7519, RFC 8725),
 * with 30 s for clocks that differ. It also checks that the token is for no other app (`client_id`, RFC 9068).
 * @throws Refusal `invalid_token`, or `unavailable` when the project's keys cannot be fetched
 */
export function createTokenVerifier(
  supabase: Config['supabase'],
  tellReason: (why: WhyRefused) => void = () => undefined,
): TokenVerifier {
  const key = keySource(supabase.verification)
  return async (token) => {
    const payload = await verified(token, key, supabase).catch((error: unknown) => {
      tellReason(whyRefused(error, supabase))
      throw isBadToken(error) ? invalid() : unverifiable()
    })
    const read = claims.safeParse(payload)
    if (!read.success || isFromTheFuture(payload)) {
      const fields = read.error?.issues.map(({ path }) => path.join('.')) ?? ['iat']
      const reason = `these claims have wrong values: ${fields.join(', ')}`
      tellReason({ refused_for: 'claims', reason })
      throw invalid()
    }
    const { sub: userId, session_id: supabaseSessionId, aal: assurance, exp: endsAt } = read.data
    return { userId, supabaseSessionId, assurance, endsAt }
  }
}

/**
 * The key for the algorithm that a token names. A token can choose only between the two kinds: HS256 never meets a
 * published key, because an attacker knows that key. No other algorithm meets the secret.
 */
function keySource({ jwksUrl, secret }: Verification): JWTVerifyGetKey {
  const published = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: 5_000,
    cacheMaxAge: 10 * 60_000,
    // An unknown kid may be a new key, or an attack that makes the relay fetch keys. There is at most one fetch in 30
    // s.
    cooldownDuration: 30_000,
  })
  const shared = secret === null ? null : createSecretKey(Buffer.from(secret))
  return async (header, token) => {
    if (header.alg !== SHARED) return published(header, token)
    if (shared === null) throw new errors.JOSEAlgNotAllowed('HS256 is not allowed')
    return shared
  }
}

async function verified(
  token: string,
  key: JWTVerifyGetKey,
  { issuer, verification }: Config['supabase'],
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key, {
    ...(issuer !== '' && { issuer }),
    audience: 'authenticated',
    algorithms: verification.secret === null ? PUBLISHED : [...PUBLISHED, SHARED],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp', 'iat', 'sub'],
  })
  // Without an expected issuer, jose would accept the token of any issuer.
  if (issuer === '' && payload.iss !== undefined)
    throw new errors.JWTClaimValidationFailed('unexpected "iss" claim value', payload, 'iss')
  return payload
}

/** jose checks `iat` only together with a maximum age. */
const isFromTheFuture = ({ iat = 0 }: JWTPayload) =>
  iat > Date.now() / 1000 + CLOCK_TOLERANCE_SECONDS
