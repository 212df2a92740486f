import { createSecretKey } from 'node:crypto'
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { Config, Verification } from '../config.ts'
import { Refusal } from '../refusal.ts'

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
  // `z.uuid()` would refuse ids of imported accounts: PostgreSQL takes versions that no RFC knows.
  sub: z.guid(),
  session_id: z.guid(),
  role: z.literal('authenticated'),
  aal: z.string().default('aal1'),
  exp: z.number(),
  // What another app was given where the project is an OAuth server: consent to that app is no sign-in here.
  client_id: z.never().optional(),
})

/** The algorithms of the two ways to verify. They share none, so a public key can never be used as an HMAC secret. */
const algorithms: Record<Verification['kind'], string[]> = {
  jwks: ['ES256', 'RS256', 'EdDSA'],
  hs256: ['HS256'],
}

/** The errors of jose that mean "the token is bad". Every other error is about fetching the keys. */
const badToken = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

const isBadToken = (error: unknown) => badToken.some((kind) => error instanceof kind)

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
  tellReason: (reason: string) => void = () => undefined,
): TokenVerifier {
  const key = keySource(supabase.verification)
  return async (token) => {
    const payload = await verified(token, key, supabase).catch((error: unknown) => {
      tellReason((error as Error).message)
      throw isBadToken(error) ? invalid() : unverifiable()
    })
    const read = claims.safeParse(payload)
    if (!read.success || isFromTheFuture(payload)) {
      const fields = read.error?.issues.map(({ path }) => path.join('.')) ?? ['iat']
      tellReason(`these claims have wrong values: ${fields.join(', ')}`)
      throw invalid()
    }
    const { sub: userId, session_id: supabaseSessionId, aal: assurance, exp: endsAt } = read.data
    return { userId, supabaseSessionId, assurance, endsAt }
  }
}

function keySource(verification: Verification): JWTVerifyGetKey {
  if (verification.kind === 'hs256') {
    const key = createSecretKey(Buffer.from(verification.secret))
    return async () => key
  }
  return createRemoteJWKSet(new URL(verification.url), {
    timeoutDuration: 5_000,
    cacheMaxAge: 10 * 60_000,
    // An unknown kid may be a new key, or an attack that makes the relay fetch keys. There is at most one fetch in 30
    // s.
    cooldownDuration: 30_000,
  })
}

async function verified(
  token: string,
  key: JWTVerifyGetKey,
  { issuer, verification }: Config['supabase'],
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, key, {
    issuer,
    audience: 'authenticated',
    algorithms: algorithms[verification.kind],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['exp', 'iat', 'sub'],
  })
  return payload
}

/** jose checks `iat` only together with a maximum age. */
const isFromTheFuture = ({ iat = 0 }: JWTPayload) =>
  iat > Date.now() / 1000 + CLOCK_TOLERANCE_SECONDS
