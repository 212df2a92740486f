import { io, type Socket } from 'socket.io-client'
import { PROTOCOL } from '../../../wire/protocol.ts'
import type { Ack, Answer, ClientEvent, Payload, Push, ServerEvent } from '../../../wire/socket.ts'
import { RequestError } from '../../requests/request-error.ts'

const ACK_TIMEOUT_MS = 10_000
const CONNECT_TIMEOUT_MS = 10_000

/** What `connect_error` carries when the relay itself refused the handshake. */
export interface Refusal {
  code: string
  retry_after?: number
}

/** One connection that does not reconnect by itself: when and whether it may is the link's to decide. */
export interface Wire {
  open(): void
  close(): void
  request<E extends ClientEvent>(event: E, payload: Payload<E>): Promise<Answer<E>>
  on<E extends ServerEvent>(event: E, listener: (push: Push<E>) => void): void
  onRefused(listener: (refusal: Refusal | null) => void): void
  onClosed(listener: () => void): void
}

export function openWire(): Wire {
  const transports = ['websocket', 'polling']
  const socket: Socket = io({
    path: '/socket.io/',
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    withCredentials: true,
    auth: { protocol: PROTOCOL },
    timeout: CONNECT_TIMEOUT_MS,
    transports,
    tryAllTransports: true,
  })
  return {
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    async request(event, payload) {
      // Without a connection Socket.IO would keep it and send it some time: late, and perhaps twice.
      if (!socket.connected) throw new RequestError('network')
      const ack = await socket
        .timeout(ACK_TIMEOUT_MS)
        .emitWithAck(event, payload)
        .catch(() => ({ ok: false, error: { code: 'network' } }))
      return answerOf(ack as Ack<typeof event>)
    },
    on: (event, listener) => void socket.on<string>(event, listener),
    onRefused(listener) {
      socket.on('connect_error', (error: Error & { data?: Refusal }) => {
        // A WebSocket that some proxy swallows neither opens nor fails: start with polling the next time.
        if (error.message === 'timeout') socket.io.opts.transports = transports.reverse()
        listener(error.data ?? null)
      })
    },
    onClosed(listener) {
      socket.on('disconnect', (reason) => {
        if (reason !== 'io client disconnect') listener()
      })
    },
  }
}

function answerOf<E extends ClientEvent>(ack: Ack<E>): Answer<E> {
  if (ack.ok) return ack
  throw new RequestError(ack.error.code, { retryAfter: ack.error.retry_after ?? null })
}
