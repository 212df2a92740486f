import { PROTOCOL } from '../../wire/protocol.ts'
import type { Answer, ClientEvent, Payload } from '../../wire/socket.ts'
import type { Link } from '../realtime/link/link.ts'
import { RequestError } from '../requests/request-error.ts'
import type { Wire } from '../realtime/link/socket.ts'

type Handler = (payload: never) => unknown
type Listener = (push: never) => void

/** The relay's side of a socket in a test: the answers by event, and the requests that came. */
function createRelaySide() {
  const handlers = new Map<string, Handler>()
  const listeners = new Map<string, Listener[]>()
  const asked: { event: ClientEvent; payload: unknown }[] = []
  return {
    asked,
    handlers,
    listeners,
    askedFor: <E extends ClientEvent>(event: E): Payload<E>[] =>
      asked.filter((one) => one.event === event).map(({ payload }) => payload as Payload<E>),
    /** An answer, a promise of one, or a RequestError thrown. Without a handler there is no answer. */
    on<E extends ClientEvent>(
      event: E,
      handler: (payload: Payload<E>) => Answer<E> | Promise<Answer<E>>,
    ): void {
      handlers.set(event, handler)
    },
    listen(event: string, listener: Listener): void {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
    },
    push(event: string, push: unknown): void {
      for (const listener of listeners.get(event) ?? []) listener(push as never)
    },
    async request(event: ClientEvent, payload: unknown): Promise<unknown> {
      asked.push({ event, payload })
      const handler = handlers.get(event)
      if (handler === undefined) throw new RequestError('network')
      return handler(payload as never)
    },
  }
}

export function fakeLink({ isOpen = true } = {}) {
  const relay = createRelaySide()
  const state = { isOpen }
  const link: Link = {
    start: () => undefined,
    stop: () => undefined,
    isOpen: () => state.isOpen,
    request: relay.request as Link['request'],
    on: relay.listen,
  }
  return { ...relay, link, state }
}

export function fakeWire() {
  const relay = createRelaySide()
  let refused: (error: RequestError | null) => void = () => undefined
  let closed: () => void = () => undefined
  const calls: ('open' | 'close')[] = []
  const wire: Wire = {
    open: () => void calls.push('open'),
    close: () => void calls.push('close'),
    request: relay.request as Wire['request'],
    on: relay.listen,
    onRefused: (listener) => (refused = listener),
    onClosed: (listener) => (closed = listener),
  }
  return {
    ...relay,
    wire,
    /** How often the socket was opened. */
    opened: () => calls.filter((call) => call === 'open').length,
    last: () => calls.at(-1),
    refuse: (error: RequestError | null) => refused(error),
    drop: () => closed(),
    establish: (epoch = 'e1', protocol = PROTOCOL, user_id = 'ada') =>
      relay.push('connection:established', {
        session: { id: 's1', expires_in: 900 },
        user_id,
        epoch,
        server_time: '2026-01-01T00:00:00.000Z',
        protocol,
        marks: {},
      }),
  }
}
