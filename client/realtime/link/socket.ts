import { io, type Socket } from 'socket.io-client'
import { PROTOCOL } from '../../../wire/protocol.ts'
import type { Ack, Answer, ClientEvent, Payload, Push, ServerEvent } from '../../../wire/socket.ts'
import { basePath } from '../../browser/place.ts'
import { RequestError } from '../../requests/request-error.ts'

const ACK_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 10_000

/** One connection that does not reconnect by itself. The link decides whether and when it may. */
export interface Wire {
  open(): void
  close(): void
  request<E extends ClientEvent>(event: E, payload: Payload<E>): Promise<Answer<E>>
  on<E extends ServerEvent>(event: E, listener: (push: Push<E>) => void): void
  /** The handshake failed. `null`: the relay did not say why, or it was not reached. */
  onRefused(listener: (error: RequestError | null) => void): void
  onClosed(listener: () => void): void
}

/** `userId` is the person of this page. The relay refuses the cookies of anybody else. */
export function openWire(userId: string): Wire {
  const transports = ['websocket', 'polling']
  const socket: Socket = io({
    path: `${basePath}/socket.io/`,
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    withCredentials: true,
    auth: { protocol: PROTOCOL, user_id: userId },
    timeout: CONNECT_TIMEOUT_MS,
    transports,
    tryAllTransports: true,
  })
  return {
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    async request(event, payload) {
      // Without a connection Socket.IO would buffer the request and send it later, perhaps twice.
      if (!socket.connected) throw new RequestError('network')
      const ack = await socket
        .timeout(ACK_TIMEOUT_MS)
        .emitWithAck(event, payload)
        .catch(() => ({ ok: false, error: { code: 'network' } }))
      return answerOf(ack as Ack<typeof event>)
    },
    on: (event, listener) => void socket.on<string>(event, listener),
    onRefused(listener) {
      socket.on('connect_error', (error: Error & { data?: Refused }) => {
        // Behind some proxies a WebSocket neither opens nor fails. The next try starts with polling.
        if (error.message === 'timeout') socket.io.opts.transports = transports.reverse()
        listener(error.data ? requestError(error.data) : null)
      })
    },
    onClosed(listener) {
      socket.on('disconnect', (reason) => {
        if (reason !== 'io client disconnect') listener()
      })
    },
  }
}

type Refused = Extract<Ack<ClientEvent>, { ok: false }>['error']

/** @throws RequestError with the code of the refusal */
export function answerOf<E extends ClientEvent>(ack: Ack<E>): Answer<E> {
  if (!ack.ok) throw requestError(ack.error)
  const { ok: _, ...answer } = ack
  // TypeScript cannot subtract `ok` from an answer whose event it does not know yet.
  return answer as unknown as Answer<E>
}

const requestError = ({ code, retry_after }: Refused) =>
  new RequestError(code, { retryAfter: retry_after ?? null })
