import type { FastifyBaseLogger } from 'fastify'

/** Structured, one line an event. Fields hold ids, codes and counts; never a token, a cookie or a message body. */
export type Logger = FastifyBaseLogger
