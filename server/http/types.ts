import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Limits } from './limits.ts'
import type { WorkKind } from '../work.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A limit of this route for each person, in addition to the limit on all requests. */
    limit?: keyof Limits
    /** What the handler costs; `query` by default. Null is for a handler that does not use the connections of requests. */
    work?: WorkKind | null
    /** The only type of a body that this route takes. Without it, that is JSON. A form can send neither. */
    bodyType?: 'application/offset+octet-stream'
    /** The route also answers outside of the base path. */
    atRoot?: boolean
  }
  interface FastifyInstance {
    /** Sends everybody to other nodes, if there are any. Call it before `close`. */
    drain(): Promise<void>
  }
}

/** A Fastify whose route schemas are the wire's. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>
