import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ConnectionError } from 'fastify'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import { errorAnswer } from './errors.ts'

/** Answers requests that never reach Fastify. They get the same error body, id and log line as all requests. */
export function refuseUnreadable(error: ConnectionError, connection: Duplex, log: Logger): void {
  if (error.code === 'ECONNRESET' || !connection.writable) return void connection.destroy()
  const id = crypto.randomUUID()
  // The log never gets the error itself: it contains the received bytes.
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

/** Refuses a request of the socket's transport. A poll has a response; an upgrade has only its connection. */
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
  // A client that has gone meanwhile is no fault of the relay.
  connection.on('error', () => undefined)
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`, () =>
    connection.destroy(),
  )
}
