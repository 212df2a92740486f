import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../database/client.ts'
import { authenticate } from '../session/authenticate.ts'
import { readCookies } from '../session/cookies.ts'
import type { LiveSession } from '../session/live-session.ts'
import type { App } from './types.ts'

const people = new WeakMap<FastifyRequest, LiveSession>()

/** Lets only requests with a living session into this scope. */
export function requirePerson(app: App, sql: Database, config: Config): void {
  app.addHook('onRequest', async (request) => {
    const cookies = readCookies(config, request.headers.cookie)
    people.set(request, await authenticate(sql, config.session, cookies))
  })
}

/** Who asks. Only inside a scope of `requirePerson`: anywhere else it is a fault in the code. */
export function personOf(request: FastifyRequest): LiveSession {
  const session = people.get(request)
  if (session === undefined)
    throw new Error(`${request.routeOptions.url} is outside the signed-in scope`)
  return session
}
