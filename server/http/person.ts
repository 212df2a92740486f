import type { FastifyRequest } from 'fastify'
import type { Authenticate, LiveSession } from '../live-session.ts'
import { Refusal } from '../refusal.ts'
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
 * The tabs of a browser share its cookies. A tab that slept while another person signed in still shows the first person,
 * and its requests carry the cookies of the second. So a page names its person, and the relay refuses any other cookies.
 * Programs other than the page, and older pages, name nobody.
 * @throws Refusal `other_person`
 */
export function assertNamedPerson({ userId }: LiveSession, named: unknown): void {
  if (named === undefined || named === userId) return
  throw new Refusal('other_person', 'Another person is signed in by now. Reload the page.')
}

/**
 * Only requests with a living session enter this scope. Each person has a limit of requests, and of requests at work at
 * the same time.
 */
export function requirePerson(app: App, { authenticate, limits, work }: PersonEdge): void {
  app.addHook('onRoute', (route) => {
    const { handler } = route
    route.schema = { ...route.schema, security: [{ session: [] }] }
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
    assertNamedPerson(session, request.headers['x-parley-person'])
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
