import { clientEvents, type Answer, type ClientEvent, type Payload } from '../../wire/socket.ts'
import type { AckError } from '../../wire/errors.ts'
import { isPassingFault } from '../database/client.ts'
import type { Work } from '../work.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'
import type { RelaySocket } from './socket-types.ts'

interface EventEdge {
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

/** The events that sockets send, and what each of them does. */
export interface Events {
  /**
   * Answers one kind of event. The limit comes first, so that malformed payloads count too. Then the schema checks the
   * payload, so that no rule gets a wrong shape. An error of the rule becomes the answer.
   */
  answer<E extends ClientEvent>(
    event: E,
    handle: (socket: RelaySocket, payload: Payload<E>) => Promise<Answer<E>>,
  ): void
  /** From now on the events of this socket are answered. */
  serve(socket: RelaySocket): void
}

type Act = (socket: RelaySocket, payload: unknown) => Promise<object>

/** All sockets share the listeners: a node has thousands of sockets, and most of them only wait. */
export function createEvents(edge: EventEdge): Events {
  const acts = new Map<string, { event: ClientEvent; act: Act }>()

  /** An event that does not exist is answered too, and counts like every event. */
  function hear(this: RelaySocket, name: string, ...args: unknown[]): void {
    const known = acts.get(name)
    if (known === undefined) void respond(this, 'unknown', edge, args, refuseUnknown)
    else void respond(this, known.event, edge, args, known.act)
  }

  return {
    answer(event, handle) {
      const schema = clientEvents[event].payload
      const act: Act = async (socket, payload) => {
        const parsed = schema.safeParse(payload)
        if (!parsed.success) throw new Refusal('invalid_request', describe(parsed.error.issues))
        if (!settlesItself.has(event)) await socket.data.admission.settled()
        // The second look may have found that the session has ended. An event that was sent before must have no effect.
        if (!socket.connected) throw new Refusal('session_ended', 'This connection was closed.')
        const act = () => handle(socket, parsed.data as Payload<typeof event>)
        if (withoutPlace.has(event)) return act()
        return edge.work.run(socket.data.session.userId, 'query', act)
      }
      acts.set(event, { event, act })
    },
    serve: (socket) => void socket.onAny(hear),
  }
}

const refuseUnknown: Act = async () => {
  throw new Refusal('invalid_request', 'There is no such event.')
}

async function respond(
  socket: RelaySocket,
  event: CountedEvent,
  edge: EventEdge,
  args: unknown[],
  act: Act,
): Promise<void> {
  const reply = replyOf(socket, args)
  try {
    await edge.limit(socket, event)
    reply({ ok: true, ...(await act(socket, args[0])) })
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
function describe(issues: readonly { path: PropertyKey[]; message: string }[]): string {
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
    log.warn({ event, err: error }, 'an event failed because of a fault that passes')
    return { code: 'unavailable', message: 'Parley cannot do this right now. Try again shortly.' }
  }
  log.error({ event, err: error }, 'an event failed')
  return { code: 'internal', message: 'Something went wrong on our side.' }
}
