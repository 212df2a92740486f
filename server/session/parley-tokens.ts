import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Config } from '../config.ts'

type Keys = Pick<Config['session'], 'accessKey' | 'refreshKey'>

/** The claims of the access cookie. `rtk` is the id (not the value) of the refresh token that came with it. */
const accessClaims = z.object({
  sid: z.string(),
  sub: z.string(),
  jti: z.string(),
  rtk: id,
  exp: z.number(),
})
export type AccessClaims = z.infer<typeof accessClaims>

/** `issuedAt` is in seconds by the clock of the database, so that nodes with different clocks agree on the end. */
export function signAccessToken(
  keys: Keys,
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
    keys.accessKey,
    { algorithm: 'HS256' },
  )
}

/** The claims of a token that we signed, or null. The query that reads the session compares `exp`. */
export function readAccessToken(keys: Keys, token: string): AccessClaims | null {
  try {
    const payload = jwt.verify(token, keys.accessKey, {
      algorithms: ['HS256'],
      ignoreExpiration: true,
    })
    return accessClaims.safeParse(payload).data ?? null
  } catch {
    return null
  }
}

/**
 * The session of a refresh token, and the place of the token among those of its session. The row of a token is deleted
 * when its successor was used. A person who presents the token later is a thief. The token itself then names the session
 * to end.
 */
export interface TokenOrigin {
  sessionId: string
  /** Rises with each token of the session. */
  generation: number
}

/** 32 random bytes, with their origin. */
export const mintRefreshToken = (keys: Keys, origin: TokenOrigin) =>
  withOrigin(keys, randomBytes(32).toString('base64url'), origin)

/**
 * The successor of `token`, the same one each time. A retry after a lost answer gets the same successor, although only
 * its hash was stored. Without the key, nobody can compute one token from another. Null as origin stands for the form
 * of older versions, which names no origin.
 */
export function successorOf(keys: Keys, token: string, origin: TokenOrigin | null): string {
  const secret = keyed(keys, `successor/${token}`)
  return origin === null ? secret : withOrigin(keys, secret, origin)
}

function withOrigin(keys: Keys, secret: string, { sessionId, generation }: TokenOrigin) {
  const named = `${secret}.${sessionId}.${generation}`
  return `${named}.${keyed(keys, `origin/${named}`)}`
}

/** The origin that a token names. Null when this is no token of ours, or one of an older version. */
export function originOf(keys: Keys, token: string): TokenOrigin | null {
  const [, named = '', sessionId = '', generation = '', proof = ''] =
    /^([\w-]{43}\.([\da-f-]{36})\.(\d{1,9}))\.([\w-]{43})$/.exec(token) ?? []
  const expected = Buffer.from(keyed(keys, `origin/${named}`))
  const given = Buffer.from(proof)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return { sessionId, generation: Number(generation) }
}

const keyed = ({ refreshKey }: Keys, text: string) =>
  createHmac('sha256', refreshKey).update(text).digest('base64url')

/** The stored form of a refresh token. A stolen table is useless without the key. */
export const hashRefreshToken = (keys: Keys, token: string) => keyed(keys, `stored/${token}`)
