import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ConnectionError } from 'fastify'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import { errorAnswer } from './errors.ts'

/** For what never becomes a request of Fastify's: the same error body, id and line in the log as everywhere else. */
export function refuseUnreadable(error: ConnectionError, connection: Duplex, log: Logger): void {
  if (error.code === 'ECONNRESET' || !connection.writable) return void connection.destroy()
  const id = crypto.randomUUID()
  // Never the error itself: it carries the bytes that came.
  log.info({ reqId: id, code: error.code }, 'a request could not be read')
  sayAndClose(connection, faultOf(error), id)
}

function faultOf({ code }: ConnectionError): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Refusal('payload_too_large', 'The headers are too large.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Refusal('unavailable', 'The request took too long to arrive. Try again.')
  return new Refusal('invalid_request', 'The request cannot be read.')
}

/** Refuses a request of the socket's transport: a poll has a response, an upgrade nothing but its connection. */
export function refuseTransport(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  log: Logger,
): void {
  const id = crypto.randomUUID()
  log.info({ reqId: id, code: refusal.code }, 'a request of the socket was refused')
  if (!(response instanceof ServerResponse)) return sayAndClose(request.socket, refusal, id)
  const { status, headers, body } = errorAnswer(refusal, id)
  response.writeHead(status, headers).end(JSON.stringify(body))
}

function sayAndClose(connection: Duplex, refusal: Refusal, requestId: string): void {
  const { status, headers, body } = errorAnswer(refusal, requestId)
  const text = JSON.stringify(body)
  const all = { ...headers, 'content-length': Buffer.byteLength(text), connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  // Whoever has gone meanwhile is no fault of ours.
  connection.on('error', () => undefined)
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`, () =>
    connection.destroy(),
  )
}
