import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from '../config.ts'
import { isPassingFault, type Database } from '../database/client.ts'
import { addressOf } from '../http/address.ts'
import { mayOpenSocket } from '../http/cross-site.ts'
import type { Limits } from '../http/limits.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import { authenticate } from '../session/authenticate.ts'
import { readCookies } from '../session/cookies.ts'
import type { RelayServer } from './socket-types.ts'

/** Turns away every transport request of another site: a poll and an upgrade as much as the first handshake. */
export function refuseOtherOrigins(io: RelayServer, allowed: ReadonlySet<string>): void {
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (mayOpenSocket(request.headers, allowed)) return next()
    response.writeHead(403, { 'content-type': 'application/json' })
    response.end('{"error":{"code":"forbidden_origin","message":"Not from here."}}')
  })
}

/** What `connect_error` carries, so that the client knows whether to refresh, wait or give up. */
function asConnectError(refusal: Refusal): Error {
  const { code, message, retryAfter } = refusal
  return Object.assign(new Error(message), { data: { code, message, retry_after: retryAfter } })
}

interface HandshakeEdge {
  sql: Database
  config: Config
  limits: Limits
  log: Logger
}

/** Lets a socket in only with the cookies of a living session, and only so many of an address and a session. */
export function authenticateSockets(
  io: RelayServer,
  { sql, config, limits, log }: HandshakeEdge,
): void {
  const enter = async (request: IncomingMessage) => {
    await limits.address(addressOf(request, config.trustedProxies))
    const cookies = readCookies(config, request.headers.cookie)
    const session = await authenticate(sql, config.session, cookies)
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
