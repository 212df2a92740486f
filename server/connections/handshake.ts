import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config.ts'
import { isPassingFault } from '../database/client.ts'
import { addressOf } from '../http/address.ts'
import { refuseTransport } from '../http/bare-errors.ts'
import { mayOpenSocket } from '../http/cross-site.ts'
import type { Limits } from '../http/limits.ts'
import type { Authenticate } from '../live-session.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import type { RelayServer } from '../realtime/socket-types.ts'

/** The engine reads the last `sid` of an address; an empty one opens a connection like a missing one. */
const opensConnection = ({ url = '' }: IncomingMessage) =>
  !new URL(url, 'http://relay').searchParams.getAll('sid').at(-1)

/**
 * Turns away every transport request of another site, a poll and an upgrade as much as the first handshake, and new
 * connections of an address that opens too many.
 */
export function guardTransport(
  io: RelayServer,
  { config, limits, log }: Omit<HandshakeEdge, 'authenticate'>,
): void {
  const admit = async (request: IncomingMessage) => {
    if (!mayOpenSocket(request.headers, config.allowedOrigins))
      throw new Refusal('forbidden_origin', 'Not from here.')
    if (opensConnection(request)) await limits.opening(addressOf(request, config.trustedProxies))
  }
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    // A connection can break while the request waits to be counted. Without a listener its error would end the process.
    const ignore = () => undefined
    request.socket.on('error', ignore)
    admit(request)
      .then(next, (error: unknown) =>
        refuseTransport(request, response, toRefusal(error, log), log),
      )
      .finally(() => request.socket.off('error', ignore))
  })
}

/** What `connect_error` carries, so that the client knows whether to refresh, wait or give up. */
function asConnectError(refusal: Refusal): Error {
  const { code, message, retryAfter } = refusal
  return Object.assign(new Error(message), { data: { code, message, retry_after: retryAfter } })
}

interface HandshakeEdge {
  config: Config
  authenticate: Authenticate
  limits: Limits
  log: Logger
}

/** Lets a socket in only with the cookies of a living session, and only so many of an address and a session. */
export function authenticateSockets(
  io: RelayServer,
  { config, authenticate, limits, log }: HandshakeEdge,
): void {
  const enter = async (request: IncomingMessage) => {
    await limits.address(addressOf(request, config.trustedProxies))
    const session = await authenticate(request.headers.cookie)
    await limits.handshake(session.id)
    return session
  }
  io.use((socket, next) => {
    enter(socket.request).then(
      (session) => {
        socket.data.session = session
        next()
      },
      (error: unknown) => next(asConnectError(toRefusal(error, log))),
    )
  })
}

function toRefusal(error: unknown, log: Logger): Refusal {
  if (error instanceof Refusal) return error
  if (!isPassingFault(error)) log.error({ err: error }, 'a handshake failed')
  return new Refusal('unavailable', 'Parley cannot be reached right now. Trying again.')
}
