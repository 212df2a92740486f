import { clientEvents, type Answer, type ClientEvent, type Payload } from '../../wire/socket.ts'
import type { AckError } from '../../wire/errors.ts'
import { isPassingFault } from '../database/client.ts'
import type { Work } from '../work.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import type { RelaySocket } from './socket-types.ts'

/** Every file of socket events gets this in addition to what its rules need. */
export interface EventEdge {
  log: Logger
  /**
   * Counts one event of the socket's person.
   * @throws Refusal `rate_limited`
   */
  limit(socket: RelaySocket, event: CountedEvent): Promise<void>
  work: Work
}

export type CountedEvent = ClientEvent | 'unknown'

/**
 * Events that take no place of their person's queries here. Storing a message has connections of its own, `sync` takes
 * its place when its turn comes, and the others ask the database nothing.
 */
const withoutPlace: ReadonlySet<ClientEvent> = new Set<ClientEvent>([
  'message:send',
  'sync',
  'conversation:leave',
  'typing:stop',
])

/** A first sync takes the second look along in its own statement. The others wait for that look. */
const settlesItself: ReadonlySet<ClientEvent> = new Set<ClientEvent>(['sync'])

/**
 * Answers one kind of event. The limit comes first, so that malformed payloads count too. Then the schema checks the
 * payload, so that no rule gets a wrong shape. An error of the rule becomes the answer.
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
    if (!settlesItself.has(event)) await socket.data.admission.settled()
    // The second look may have found that the session has ended. An event that was sent before must have no effect.
    if (!socket.connected) throw new Refusal('session_ended', 'This connection was closed.')
    const act = () => handle(parsed.data as Payload<E>)
    if (withoutPlace.has(event)) return act()
    return edge.work.run(socket.data.session.userId, 'query', act)
  }
  const untyped = socket as { on(event: string, listener: (...args: unknown[]) => void): unknown }
  untyped.on(event, (...args) => void respond(socket, event, edge, args, act))
}

/** An event that does not exist is answered too, and counts like every event. */
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
  event: CountedEvent,
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

/**
 * An event without an ack function takes effect too. Its sender gets an error event for a wrong shape and nothing else.
 */
function replyOf(socket: RelaySocket, args: unknown[]): Reply {
  const last = args.at(-1)
  if (typeof last === 'function') return last as Reply
  return (answer) => {
    if (answer.ok || answer.error.code !== 'invalid_request') return
    const { code, message } = answer.error
    socket.emit('connection:error', { code, message })
  }
}

/** Names the wrong fields and the reasons, and never repeats the payload. */
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
