import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RelaySocket } from '../realtime/socket-types.ts'

/** What engine.io answers the opening request with. It keeps that request too. */
const answers = new WeakMap<IncomingMessage, { req: IncomingMessage | null }>()

export function rememberAnswer(request: IncomingMessage, answer: ServerResponse): void {
  if (request.headers.upgrade !== undefined) answers.set(request, answer)
}

const nothing = Object.freeze({
  ...{ headers: {}, time: '', address: '', xdomain: false, secure: false },
  ...{ issued: 0, url: '', query: {}, auth: {} },
})

/**
 * Lets go of the opening request, which engine.io and Socket.IO keep for as long as the socket lives. It holds the
 * cookies of the person, and it would be a sixth of the memory that a waiting socket takes.
 */
export function forgetHandshake(socket: RelaySocket): void {
  const { request } = socket
  const answer = answers.get(request)
  if (answer !== undefined) answer.req = null
  Object.assign(socket, { handshake: nothing })
  Object.assign(socket.conn, { request: null })
}
