import type { FastifyRequest } from 'fastify'
import type { Authenticate, LiveSession } from '../live-session.ts'
import type { Limits } from './limits.ts'
import type { App } from './types.ts'
import type { Work } from '../work.ts'

const people = new WeakMap<FastifyRequest, LiveSession>()

export interface PersonEdge {
  authenticate: Authenticate
  limits: Limits
  work: Work
}

/**
 * Only requests with a living session enter this scope. Each person has a limit of requests, and of requests at work at
 * the same time.
 */
export function requirePerson(app: App, { authenticate, limits, work }: PersonEdge): void {
  app.addHook('onRoute', (route) => {
    const { handler } = route
    const kind = route.config?.work === undefined ? 'query' : route.config.work
    if (kind === null) return
    route.handler = function (request, reply) {
      return work.run(personOf(request).userId, kind, async () =>
        handler.call(this, request, reply),
      )
    }
  })
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
