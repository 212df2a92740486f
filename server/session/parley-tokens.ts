import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import type { Config } from '../config.ts'

type Secrets = Pick<Config['session'], 'accessSecret' | 'refreshSecret'>

/** What the access cookie says. `rtk` is the id (not the value) of the refresh token it was handed out with. */
const accessClaims = z.object({
  sid: z.string(),
  sub: z.string(),
  jti: z.string(),
  rtk: z.uuid(),
  exp: z.number(),
})
export type AccessClaims = z.infer<typeof accessClaims>

/** `issuedAt` is seconds by the database clock, so that nodes with different clocks agree on the end. */
export function signAccessToken(
  secrets: Secrets,
  subject: { sessionId: string; userId: string; refreshTokenId: string },
  issuedAt: number,
  lifetimeSeconds: number,
): string {
  return jwt.sign(
    {
      sid: subject.sessionId,
      sub: subject.userId,
      rtk: subject.refreshTokenId,
      jti: randomUUID(),
      iat: Math.floor(issuedAt),
      exp: Math.floor(issuedAt + lifetimeSeconds),
    },
    secrets.accessSecret,
    { algorithm: 'HS256' },
  )
}

/** The claims of a token we signed, or null. Its `exp` is compared by the query that reads the session. */
export function readAccessToken(secrets: Secrets, token: string): AccessClaims | null {
  try {
    const payload = jwt.verify(token, secrets.accessSecret, {
      algorithms: ['HS256'],
      ignoreExpiration: true,
    })
    return accessClaims.safeParse(payload).data ?? null
  } catch {
    return null
  }
}

/** 32 random bytes. */
export const mintRefreshToken = () => randomBytes(32).toString('base64url')

/**
 * The token that follows `token`, the same each time: so a retry whose first answer was lost gets the very same
 * successor, though only its hash was stored. Without the key nobody can go from one to the next.
 */
export const successorOf = (secrets: Secrets, token: string) =>
  createHmac('sha256', secrets.refreshSecret).update(`successor/${token}`).digest('base64url')

/** How a refresh token is stored: a stolen table opens nothing without the key. */
export const hashRefreshToken = (secrets: Secrets, token: string) =>
  createHmac('sha256', secrets.refreshSecret).update(`stored/${token}`).digest('base64url')
