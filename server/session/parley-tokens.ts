import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import type { Config } from '../config.ts'

type Secrets = Pick<Config['session'], 'accessSecret' | 'refreshSecret'>

/** The claims of the access cookie. `rtk` is the id (not the value) of the refresh token that came with it. */
const accessClaims = z.object({
  sid: z.string(),
  sub: z.string(),
  jti: z.string(),
  rtk: z.uuid(),
  exp: z.number(),
})
export type AccessClaims = z.infer<typeof accessClaims>

/** `issuedAt` is in seconds by the clock of the database, so that nodes with different clocks agree on the end. */
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

/** The claims of a token that we signed, or null. The query that reads the session compares `exp`. */
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
 * The successor of `token`, the same one each time. A retry after a lost answer gets the same successor, although only
 * its hash was stored. Without the key, nobody can compute one token from another.
 */
export const successorOf = (secrets: Secrets, token: string) =>
  createHmac('sha256', secrets.refreshSecret).update(`successor/${token}`).digest('base64url')

/** The stored form of a refresh token. A stolen table is useless without the key. */
export const hashRefreshToken = (secrets: Secrets, token: string) =>
  createHmac('sha256', secrets.refreshSecret).update(`stored/${token}`).digest('base64url')
