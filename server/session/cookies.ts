import fastifyCookie from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import type { Grant } from './grant.ts'

/** The values of Parley's two cookies, as the request carried them. */
export interface CookiePair {
  access: string | null
  refresh: string | null
}

type CookieConfig = Pick<Config, 'session' | 'publicUrl'>

/**
 * `__Host-` binds a cookie to exactly this host over https (RFC 6265bis 4.1.3.2). On plain-http loopback, browsers
 * refuse that prefix. There the name carries the port: cookies ignore ports, and two local Parleys would share them.
 */
export function cookieNames({ session, publicUrl }: CookieConfig) {
  if (session.secureCookies)
    return { access: '__Host-parley-access', refresh: '__Host-parley-refresh' }
  const port = new URL(publicUrl).port || '80'
  return { access: `parley-access-${port}`, refresh: `parley-refresh-${port}` }
}

/** Reads a Cookie header of a request or of a socket's handshake. */
export function readCookies(config: CookieConfig, header: string | undefined): CookiePair {
  const names = cookieNames(config)
  const jar = fastifyCookie.parse(header ?? '')
  return { access: jar[names.access] || null, refresh: jar[names.refresh] || null }
}

const attributes = (config: CookieConfig, maxAge: number) => ({
  httpOnly: true,
  secure: config.session.secureCookies,
  sameSite: 'strict' as const,
  path: '/',
  maxAge,
})

export function setCookies(reply: FastifyReply, config: CookieConfig, grant: Grant): void {
  const names = cookieNames(config)
  const { expires_in: accessLeft } = grant.answer.session
  reply.setCookie(names.access, grant.accessToken, attributes(config, accessLeft))
  if (grant.refreshToken === null) return
  const idle = Math.min(config.session.idleSeconds, grant.absoluteLeft)
  reply.setCookie(names.refresh, grant.refreshToken, attributes(config, idle))
}

/** Only log-out clears cookies. A refusal may arrive late, and would then clear newer cookies too. */
export function clearCookies(reply: FastifyReply, config: CookieConfig): void {
  const names = cookieNames(config)
  reply.setCookie(names.access, '', attributes(config, 0))
  reply.setCookie(names.refresh, '', attributes(config, 0))
}
