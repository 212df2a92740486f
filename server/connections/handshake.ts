import type { IncomingMessage, ServerResponse } from 'node:http'
import { handshakeAuth } from '../../wire/socket.ts'
import type { Config } from '../config.ts'
import { isPassingFault } from '../database/client.ts'
import { addressOf } from '../http/address.ts'
import { refuseTransport } from '../http/bare-errors.ts'
import { mayOpenSocket } from '../http/cross-site.ts'
import { assertHeadersFit } from '../http/header-size.ts'
import type { Limits } from '../http/limits.ts'
import { assertNamedPerson } from '../http/person.ts'
import { createOpenSockets } from './open-sockets.ts'
import type { ReadHandshake } from './read-handshake.ts'
import { rememberAnswer } from './forget-handshake.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import type { RelayServer, RelaySocket } from '../realtime/socket-types.ts'

/** The engine reads the last `sid` of an address; an empty one opens a connection like a missing one. */
const opensConnection = ({ url = '' }: IncomingMessage) =>
  !new URL(url, 'http://relay').searchParams.getAll('sid').at(-1)

/**
 * Refuses every transport request of another site: the first handshake, each poll and each upgrade. It also refuses new
 * connections from an address that opens too many.
 */
export function guardTransport(
  io: RelayServer,
  { config, limits, log }: Omit<HandshakeEdge, 'readHandshake'>,
): void {
  const checkRequest = async (request: IncomingMessage) => {
    assertHeadersFit(request)
    if (!mayOpenSocket(request.headers, config.allowedOrigins))
      throw new Refusal('forbidden_origin', 'This request comes from another site.')
    if (opensConnection(request)) await limits.opening(addressOf(request, config.trustedProxies))
  }
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    // A connection can break while its request waits for the rate limit. Without a listener, that error would end the
    // process.
    const ignore = () => undefined
    request.socket.on('error', ignore)
    rememberAnswer(request, response)
    checkRequest(request)
      .then(next, (error: unknown) =>
        refuseTransport(request, response, toRefusal(error, log), log),
      )
      .finally(() => request.socket.off('error', ignore))
  })
}

/** The data of `connect_error`. It tells the client whether to refresh, wait or give up. */
function asConnectError(refusal: Refusal): Error {
  const { code, message, retryAfter } = refusal
  return Object.assign(new Error(message), { data: { code, message, retry_after: retryAfter } })
}

interface HandshakeEdge {
  config: Config
  readHandshake: ReadHandshake
  limits: Limits
  log: Logger
}

/**
 * Lets a socket in only with the cookies of a living session, and only for the person whom its page names. The number of
 * sockets for each address, session and person is limited.
 */
export function authenticateSockets(
  io: RelayServer,
  { config, readHandshake, limits, log }: HandshakeEdge,
): void {
  const openSockets = createOpenSockets()
  const enter = async ({ request, handshake, conn }: RelaySocket) => {
    await limits.address(addressOf(request, config.trustedProxies))
    const { session, handshakeData } = await readHandshake(request.headers.cookie)
    await limits.handshake(session.id)
    assertNamedPerson(session, handshakeAuth.parse(handshake.auth).user_id)
    openSockets.enter(session.userId, conn)
    return { session, handshakeData }
  }
  const opened = new WeakSet<object>()
  io.use((socket, next) => {
    // Socket.IO closes a connection that opens its socket twice, but not while the first one is still being let in. And once
    // a socket was in, the request that the limits count by is gone.
    if (opened.has(socket.conn)) return socket.conn.close(true)
    opened.add(socket.conn)
    enter(socket).then(
      (found) => {
        Object.assign(socket.data, found)
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
