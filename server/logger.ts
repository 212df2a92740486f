import type { FastifyBaseLogger, FastifyRequest } from 'fastify'

/** Structured, one line an event. Fields hold ids, codes and counts; never a token, a cookie or a message body. */
export type Logger = FastifyBaseLogger

/** Fastify's logger: of a request the method and the path, of an error what it is. */
export function loggerOptions(level: string) {
  return {
    level,
    serializers: {
      // Links from mails carry one-time tokens in the query.
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      // An error of the database can carry the row, and with it a message body or a token's hash.
      err: (error: unknown) => {
        const { name, code = '', message, stack = '' } = error as Error & { code?: string }
        return { type: name, code, message, stack }
      },
    },
  }
}
