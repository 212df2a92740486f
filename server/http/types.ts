import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Limits } from './limits.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A limit of this route for each person, in addition to the limit on all requests. */
    limit?: keyof Limits
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
