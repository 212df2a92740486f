import fastifyCookie from '@fastify/cookie'
import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import type { Grant } from './grant.ts'

/** The values of Parley's two cookies, as the request carried them. */
export interface CookiePair {
  access: string | null
  refresh: string | null
}

export type CookieConfig = Pick<Config, 'session' | 'publicUrl' | 'basePath'>

/**
 * `__Host-` binds a cookie to exactly this host over https (RFC 6265bis 4.1.3.2), and demands the path `/`. Under a base
 * path, other apps lie on the same host, and their servers must not receive these cookies. There the path is the base
 * path, with the prefix `__Secure-`. The name carries the path, so that `/chat` and `/chat/team` share nothing.
 *
 * On plain-http loopback, browsers refuse both prefixes. There the name carries the port: cookies ignore ports, and two
 * local Parleys would share them.
 */
export function cookieNames({ session, publicUrl, basePath }: CookieConfig) {
  // A base path has no dots, so two paths never give one name.
  const place = basePath.replaceAll('/', '.')
  if (!session.secureCookies) {
    const port = new URL(publicUrl).port || '80'
    return { access: `parley-access-${port}${place}`, refresh: `parley-refresh-${port}${place}` }
  }
  const prefix = basePath === '' ? '__Host-' : '__Secure-'
  return { access: `${prefix}parley-access${place}`, refresh: `${prefix}parley-refresh${place}` }
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
  path: config.basePath || '/',
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
