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
  limit(socket: RelaySocket, event: ClientEvent): Promise<void>
}

/**
 * Answers one kind of event. The schema reads the payload first, so a rule never sees a wrong shape; whatever a rule
 * throws becomes the ack. Without an ack function the event still takes effect, and a refusal is told to nobody.
 */
export function answer<E extends ClientEvent>(
  socket: RelaySocket,
  event: E,
  edge: EventEdge,
  handle: (payload: Payload<E>) => Promise<Answer<E>>,
): void {
  const schema = clientEvents[event].payload
  const listener = async (...args: unknown[]) => {
    const last = args.at(-1)
    const ack = typeof last === 'function' ? (last as (reply: unknown) => void) : () => undefined
    try {
      const parsed = schema.safeParse(args[0])
      if (!parsed.success) throw new Refusal('invalid_request', describe(parsed.error.issues))
      await edge.limit(socket, event)
      await socket.data.ready
      // What was sent before the server had looked a second time must not outlive what it found.
      if (!socket.connected) throw new Refusal('session_ended', 'This connection was closed.')
      ack({ ok: true, ...(await handle(parsed.data as Payload<E>)) })
    } catch (error) {
      ack({ ok: false, error: toAckError(error, event, edge.log) })
    }
  }
  const untyped = socket as { on(event: string, listener: (...args: unknown[]) => void): unknown }
  untyped.on(event, (...args) => void listener(...args))
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
