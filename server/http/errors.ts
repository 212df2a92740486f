import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { errorStatus, type ErrorCode } from '../../wire/error-codes.ts'
import type { ErrorBody } from '../../wire/errors.ts'
import { isPassingFault } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import type { App } from './types.ts'

/** Translates every error of a handler into the error body, once. */
export function translateErrors(app: App): void {
  app.setErrorHandler((error, request, reply) => refuse(request, reply, toRefusal(error, request)))
}

/** For an address that cannot be read. Such a request has no route, so the hooks of routes do not run. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  refuse(request, reply, toRefusal(error, request))
}

export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  const { status, headers, body } = errorAnswer(refusal, request.id)
  return reply.code(status).headers(headers).serializer(JSON.stringify).send(body)
}

/** Sends the error body with its headers. */
export function errorAnswer({ code, message, retryAfter }: Refusal, requestId: string) {
  const body: ErrorBody = { error: { code, message, request_id: requestId } }
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  }
  if (retryAfter !== undefined) {
    body.error.retry_after = retryAfter
    headers['retry-after'] = String(Math.ceil(retryAfter))
  }
  return { status: errorStatus[code], headers, body }
}

const busy = 'Parley cannot do this right now. Try again shortly.'

/** Faults that Fastify finds before a handler runs, or when a handler does not end. */
const frameworkCodes: Record<string, [ErrorCode, string]> = {
  FST_ERR_HANDLER_TIMEOUT: ['unavailable', busy],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload_too_large', 'This is too large.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send JSON.'],
}

function toRefusal(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') ?? ''
    return new Refusal(
      'invalid_request',
      `${field || 'request'}: ${first?.message ?? 'is not valid'}`,
    )
  }
  const { code = '', statusCode = 500 } = error as { code?: string; statusCode?: number }
  const known = frameworkCodes[code]
  if (known !== undefined) return new Refusal(...known)
  if (isPassingFault(error)) {
    request.log.warn({ err: error }, 'a request failed because of a fault that passes')
    return new Refusal('unavailable', busy)
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new Refusal('invalid_request', 'The request cannot be read.')
  }
  request.log.error({ err: error }, 'a request failed')
  return new Refusal('internal', 'Something went wrong on our side.')
}
