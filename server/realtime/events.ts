import { clientEvents, type Answer, type ClientEvent, type Payload } from '../../wire/socket.ts'
import type { AckError } from '../../wire/errors.ts'
import { isPassingFault } from '../database/client.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import type { RelaySocket } from './socket-types.ts'

/** What every socket edge gets beside its rules. */
export interface EventEdge {
  log: Logger
  /** Counts one event of this socket's person; throws `rate_limited`. */
  limit(socket: RelaySocket, event: HeardEvent): Promise<void>
}

export type HeardEvent = ClientEvent | 'unknown'

/**
 * Answers one kind of event. It is counted first, so that wrong shapes are limited too; the schema reads the payload next,
 * so a rule never sees one; whatever a rule throws becomes the ack.
 */
export function answer<E extends ClientEvent>(
  socket: RelaySocket,
  event: E,
  edge: EventEdge,
  handle: (payload: Payload<E>) => Promise<Answer<E>>,
): void {
  const schema = clientEvents[event].payload
  const act = async (payload: unknown) => {
    const parsed = schema.safeParse(payload)
    if (!parsed.success) throw new Refusal('invalid_request', describe(parsed.error.issues))
    await socket.data.ready
    // What was sent before the server had looked a second time must not outlive what it found.
    if (!socket.connected) throw new Refusal('session_ended', 'This connection was closed.')
    return handle(parsed.data as Payload<E>)
  }
  const untyped = socket as { on(event: string, listener: (...args: unknown[]) => void): unknown }
  untyped.on(event, (...args) => void respond(socket, event, edge, args, act))
}

/** Whoever asks for what does not exist is answered as well, and not for nothing. */
export function refuseUnknownEvents(socket: RelaySocket, edge: EventEdge): void {
  const act = async () => {
    throw new Refusal('invalid_request', 'There is no such event.')
  }
  socket.use(([event, ...args], next) => {
    if (Object.hasOwn(clientEvents, event)) return next()
    void respond(socket, 'unknown', edge, args, act)
  })
}

async function respond(
  socket: RelaySocket,
  event: HeardEvent,
  edge: EventEdge,
  args: unknown[],
  act: (payload: unknown) => Promise<object>,
): Promise<void> {
  const reply = replyOf(socket, args)
  try {
    await edge.limit(socket, event)
    reply({ ok: true, ...(await act(args[0])) })
  } catch (error) {
    reply({ ok: false, error: toAckError(error, event, edge.log) })
  }
}

type Reply = (answer: { ok: true } | { ok: false; error: AckError }) => void

/** Without an ack function an event still takes effect; of what is refused only a wrong shape is told then. */
function replyOf(socket: RelaySocket, args: unknown[]): Reply {
  const last = args.at(-1)
  if (typeof last === 'function') return last as Reply
  return (answer) => {
    if (answer.ok || answer.error.code !== 'invalid_request') return
    const { code, message } = answer.error
    socket.emit('connection:error', { code, message })
  }
}

/** Which field is wrong and why, without repeating what was sent. */
export function describe(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 3)
    .map((issue) =>
      issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
    )
    .join('; ')
}

function toAckError(error: unknown, event: string, log: Logger): AckError {
  if (error instanceof Refusal) {
    const { code, message, retryAfter } = error
    return retryAfter === undefined ? { code, message } : { code, message, retry_after: retryAfter }
  }
  if (isPassingFault(error)) {
    log.warn({ event, err: error }, 'an event met a passing fault')
    return { code: 'unavailable', message: 'Parley cannot do this right now. Try again shortly.' }
  }
  log.error({ event, err: error }, 'an event failed')
  return { code: 'internal', message: 'Something went wrong on our side.' }
}
