import jwt from 'jsonwebtoken'
import type { TestSession } from './auth.ts'

type Claims = Record<string, unknown>

/** The claims of a real access token with some of them changed. `undefined` removes a claim. */
export function withClaims(
  { access_token }: Pick<TestSession, 'access_token'>,
  changes: Claims,
): Claims {
  const claims = { ...(jwt.decode(access_token) as Claims), ...changes }
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}

/** Signs with the secret of the project, as the project does. */
export const signHs256 = (claims: Claims, secret: string) =>
  jwt.sign(claims, secret, { algorithm: 'HS256' })

/** A token whose header asks for no signature (RFC 8725 2.1). */
export function unsigned(claims: Claims): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.x`
}
