import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isStorable } from '../../wire/primitives.ts'
import { deviceList, sessionAnswer } from '../../wire/session.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import { TOKEN_HEADER_BYTES } from '../http/header-size.ts'
import { personOf, requirePerson, type PersonEdge } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Logger } from '../logger.ts'
import { ownProfileOf } from '../people/profiles.ts'
import type { Publisher } from '../realtime/publish.ts'
import { Refusal } from '../refusal.ts'
import { bridge } from './bridge.ts'
import { clearCookies, readCookies, setCookies } from './cookies.ts'
import { endDevice, endOtherDevices, listDevices, logOut } from './devices.ts'
import { noteNewerSignIn } from './newer-sign-in.ts'
import { readAccessToken } from './parley-tokens.ts'
import { refresh } from './refresh.ts'
import { sessionIdOfToken } from './presented-token.ts'
import type { TokenVerifier } from './supabase-token.ts'

interface SessionEdge extends PersonEdge {
  config: Config
  sql: Database
  verify: TokenVerifier
  publish: Pick<Publisher, 'toUser'>
  log: Logger
}

const noContent = { 204: z.null() }

/** The device and address of a request, both with a maximum length, because the database stores them. */
const askerOf = (request: FastifyRequest) => ({
  device: {
    userAgent: request.headers['user-agent']?.slice(0, 400) ?? null,
    ipAddress: request.ip,
  },
  requestId: request.id,
})

export function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined)
    throw new Refusal('invalid_token', 'Sign in first: the request has no access token.')
  return token
}

/** Bridge, refresh, log-out, and the devices of the person. */
export async function sessionRoutes(app: App, edge: SessionEdge): Promise<void> {
  bridgeRoute(app, edge)
  refreshRoute(app, edge)
  logOutRoute(app, edge)
  await app.register(async (signedIn: App) => {
    requirePerson(signedIn, edge)
    ownSessionRoutes(signedIn, edge)
  })
}

/** The session exists already. So a failure here is no reason to refuse it. */
async function askOlderSignIns(
  { sql, publish, log }: SessionEdge,
  sessionId: string,
  userId: string,
) {
  try {
    const isNewer = await noteNewerSignIn(sql, { sessionId, userId })
    if (isNewer) publish.toUser(userId, 'session:renew', { expires_in: 0 })
  } catch (error) {
    log.warn({ err: error }, 'could not ask the older sessions of a person to renew')
  }
}

function bridgeRoute(app: App, edge: SessionEdge): void {
  const { config, sql, verify, limits } = edge
  const options = {
    config: { headerBytes: TOKEN_HEADER_BYTES, counted: 'bridge' as const },
    schema: {
      summary: 'Begin a session with an access token of Supabase Auth.',
      description:
        'Sets the access cookie and the refresh cookie. 201 is a new session, 200 the same session again.',
      security: [{ supabase: [] }],
      response: { '2xx': sessionAnswer },
    },
  }
  app.post('/api/auth/session/bridge', options, async (request, reply) => {
    const claims = await verify(bearerOf(request))
    await limits.bridge(claims.userId)
    const presented = readCookies(config, request.headers.cookie).refresh
    const grant = await bridge(sql, config.session, { claims, presented, ...askerOf(request) })
    setCookies(reply, config, grant)
    if (grant.hasOlder) await askOlderSignIns(edge, grant.answer.session.id, claims.userId)
    return reply.code(grant.created ? 201 : 200).send(grant.answer)
  })
}

function refreshRoute(app: App, { config, sql, limits }: SessionEdge): void {
  const options = {
    config: { counted: 'refresh' as const },
    schema: {
      summary: 'Renew the session.',
      description: 'Replaces both cookies.',
      security: [{ refresh: [] }],
      response: { 200: sessionAnswer },
    },
  }
  app.post('/api/auth/session/refresh', options, async (request, reply) => {
    const presented = readCookies(config, request.headers.cookie).refresh
    if (presented === null) throw new Refusal('session_ended', 'There is no session to renew.')
    const sessionId = await sessionIdOfToken(sql, config.session, presented)
    if (sessionId !== null) await limits.refresh(sessionId)
    const grant = await refresh(sql, config.session, { presented, ...askerOf(request) })
    setCookies(reply, config, grant)
    return grant.answer
  })
}

function logOutRoute(app: App, { config, sql }: SessionEdge): void {
  app.delete(
    '/api/auth/session',
    {
      schema: {
        summary: 'Log out.',
        description: 'Clears both cookies. Each cookie alone is enough, and none is no error.',
        security: [{ session: [] }, { refresh: [] }, {}],
        response: noContent,
      },
    },
    async (request, reply) => {
      const cookies = readCookies(config, request.headers.cookie)
      const sessionId =
        cookies.access === null ? null : readAccessToken(config.session, cookies.access)?.sid
      const ends = { sessionId: sessionId ?? null, refreshToken: cookies.refresh }
      await logOut(sql, config.session, ends, askerOf(request))
      clearCookies(reply, config)
      return reply.code(204).send(null)
    },
  )
}

function ownSessionRoutes(app: App, { config, sql }: SessionEdge): void {
  app.get(
    '/api/auth/session',
    { schema: { summary: 'The session and its person.', response: { 200: sessionAnswer } } },
    async (request) => {
      const me = personOf(request)
      const user = await ownProfileOf(sql, me.userId)
      return { session: { id: me.id, expires_in: me.expiresIn }, user }
    },
  )

  app.get(
    '/api/auth/sessions',
    {
      schema: {
        summary: 'The devices: every session of the person.',
        response: { 200: deviceList },
      },
    },
    async (request) => {
      const items = await listDevices(sql, personOf(request), config.session)
      return { items, next_cursor: null }
    },
  )

  app.delete(
    '/api/auth/sessions/:id',
    {
      schema: {
        summary: 'End the session of one device.',
        params: z.object({ id: z.string().max(100).refine(isStorable) }),
        response: noContent,
      },
    },
    async (request, reply) => {
      await endDevice(sql, personOf(request), request.params.id, askerOf(request))
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/auth/sessions',
    { schema: { summary: 'End the sessions of all other devices.', response: noContent } },
    async (request, reply) => {
      await endOtherDevices(sql, personOf(request), askerOf(request))
      return reply.code(204).send(null)
    },
  )
}
