import type { FastifyBaseLogger, FastifyRequest } from 'fastify'

/** Structured, one line an event. Fields hold ids, codes and counts; never a token, a cookie or a message body. */
export type Logger = FastifyBaseLogger

/** The logger of Fastify. It logs method and path of a request, and name, code and stack of an error. */
export function loggerOptions(level: string) {
  return {
    level,
    serializers: {
      // Links from mails carry one-time tokens in their query. An invitation carries its token in the path.
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split('?', 1)[0]?.replace(/(\/join\/).+/, '$1…'),
      }),
      // A database error can contain the row, and with it a message body or the hash of a token.
      err: (error: unknown) => {
        const { name, code = '', message, stack = '' } = error as Error & { code?: string }
        return { type: name, code, message, stack }
      },
    },
  }
}
