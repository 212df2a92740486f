import type { FastifyRequest } from 'fastify'
import type { Authenticate, LiveSession } from '../live-session.ts'
import type { Limits } from './limits.ts'
import type { App } from './types.ts'

const people = new WeakMap<FastifyRequest, LiveSession>()

export interface PersonEdge {
  authenticate: Authenticate
  limits: Limits
}

/** Lets only requests with a living session into this scope, and each person only so many. */
export function requirePerson(app: App, { authenticate, limits }: PersonEdge): void {
  app.addHook('onRequest', async (request) => {
    const session = await authenticate(request.headers.cookie)
    people.set(request, session)
    await limits.request(session.userId)
    const { limit } = request.routeOptions.config
    if (limit !== undefined) await limits[limit](session.userId)
  })
}

/** The person who asks. Only inside a scope of `requirePerson`: anywhere else it is a fault in the code. */
export function personOf(request: FastifyRequest): LiveSession {
  const session = people.get(request)
  if (session === undefined)
    throw new Error(`${request.routeOptions.url} is outside the signed-in scope`)
  return session
}
