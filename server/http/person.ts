import type { FastifyRequest } from 'fastify'
import type { Authenticate, LiveSession } from '../live-session.ts'
import type { Limits } from './limits.ts'
import type { App } from './types.ts'

const people = new WeakMap<FastifyRequest, LiveSession>()

export interface PersonEdge {
  authenticate: Authenticate
  limits: Limits
}

/** Only requests with a living session enter this scope, and each person has a limit of requests. */
export function requirePerson(app: App, { authenticate, limits }: PersonEdge): void {
  app.addHook('onRequest', async (request) => {
    const session = await authenticate(request.headers.cookie)
    people.set(request, session)
    await limits.request(session.userId)
    const { limit } = request.routeOptions.config
    if (limit !== undefined) await limits[limit](session.userId)
  })
}

/** The person who asks. It works only inside a scope of `requirePerson`; elsewhere the call is a bug. */
export function personOf(request: FastifyRequest): LiveSession {
  const session = people.get(request)
  if (session === undefined)
    throw new Error(`${request.routeOptions.url} is outside the signed-in scope`)
  return session
}
