import { errors } from 'jose'
import type { Config } from '../config.ts'

/** What an operator is told of a refused token. It holds no piece of the token but its issuer, after the signature. */
export interface WhyRefused {
  refused_for:
    'issuer' | 'audience' | 'expired' | 'key' | 'algorithm' | 'claims' | 'form' | 'keys_unreachable'
  reason: string
}

/** The errors of jose that mean "the token is bad". Every other error is about fetching the keys. */
const badToken: [new (...values: never[]) => Error, WhyRefused['refused_for']][] = [
  [errors.JWTExpired, 'expired'],
  [errors.JWTClaimValidationFailed, 'claims'],
  [errors.JWKSNoMatchingKey, 'key'],
  [errors.JWKSMultipleMatchingKeys, 'key'],
  [errors.JWSSignatureVerificationFailed, 'key'],
  [errors.JOSEAlgNotAllowed, 'algorithm'],
  [errors.JOSENotSupported, 'algorithm'],
  [errors.JWTInvalid, 'form'],
  [errors.JWSInvalid, 'form'],
]

export const isBadToken = (error: unknown) => badToken.some(([kind]) => error instanceof kind)

/** The reason for the log, with the setting that would change it where there is one. */
export function whyRefused(
  error: unknown,
  { issuer, verification }: Config['supabase'],
): WhyRefused {
  const { message } = error as Error
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'iss') {
    const found = name(error.payload.iss)
    const reason = `${message}: the token names ${found}, and the relay expects ${name(issuer)} (SUPABASE_JWT_ISSUER)`
    return { refused_for: 'issuer', reason }
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
    return { refused_for: 'audience', reason: message }
  const refusedFor = badToken.find(([kind]) => error instanceof kind)?.[1] ?? 'keys_unreachable'
  const isLegacy = refusedFor === 'algorithm' && verification.secret === null
  const advice = ': a project that signs with its legacy secret needs SUPABASE_JWT_SECRET'
  return { refused_for: refusedFor, reason: isLegacy ? message + advice : message }
}

const name = (issuer: unknown) =>
  issuer === undefined || issuer === '' ? 'no issuer' : JSON.stringify(issuer).slice(0, 200)
