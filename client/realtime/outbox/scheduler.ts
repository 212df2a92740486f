import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { Message, MessageReceipt } from '../../../wire/messages.ts'
import type { StoredPending } from '../database/database.ts'
import type { Link } from '../link/link.ts'
import type { OutboxStore } from './outbox-store.ts'
import { toMessage } from './pending.ts'
import { RequestError } from '../../requests/request-error.ts'

const RETRY_MS = 1_000
/** A fault of the relay's may pass; one that a message meets this often is the message's. */
const MAX_FAULTS = 5
const passing = ['network', 'rate_limited', 'unavailable', 'internal']

type Flight =
  | { kind: 'flying'; clientId: string }
  | { kind: 'resting'; timer: ReturnType<typeof setTimeout>; isTold: boolean }

interface Parts {
  me: string
  store: Pick<OutboxStore, 'remove' | 'change'>
  link: Pick<Link, 'request'>
  stored(message: Message): void
  /** Something took off or came back. */
  moved(): void
  /** Its outcome is in the database. Called before the next of its conversation may start. */
  settled(clientId: string): void
  /** A conversation is free for its next message. */
  free(): void
}

/**
 * One message in flight per conversation, the next after its ack, so that they are stored in the order of writing. A
 * lost ack means sending the same again, which the server answers with the first. What the server refuses for good
 * is marked and holds up nothing.
 */
export function createScheduler({ me, store, link, ...hooks }: Parts) {
  const flights = new Map<string, Flight>()
  const faults = new Map<string, number>()

  async function send(entry: StoredPending): Promise<void> {
    const { conversation_id, client_id } = entry
    flights.set(conversation_id, { kind: 'flying', clientId: client_id })
    hooks.moved()
    const answer = await request(entry)
    if (answer instanceof RequestError) return refused(entry, answer)
    hooks.stored(toMessage(me, entry, answer))
    await settle(entry, store.remove(client_id))
  }

  function request(entry: StoredPending): Promise<MessageReceipt | RequestError> {
    const { conversation_id, client_id, body, reply_to, thread_root } = entry
    const payload = {
      conversation_id,
      client_id,
      body,
      ...(reply_to !== null && { reply_to }),
      ...(thread_root && { thread_root }),
    }
    return link.request('message:send', payload).catch((error: RequestError) => error)
  }

  async function refused(entry: StoredPending, { code, retryAfter }: RequestError): Promise<void> {
    const id = entry.client_id
    const count = (faults.get(id) ?? 0) + (code === 'internal' ? 1 : 0)
    faults.set(id, count)
    const mayPass = passing.includes(code) || code.startsWith('session_')
    if (mayPass && count < MAX_FAULTS) rest(entry, retryAfter)
    else await settle(entry, store.change(id, { failed: code as ErrorCode }))
  }

  async function settle(entry: StoredPending, written: Promise<void>): Promise<void> {
    // Closed in this very moment: then it is sent again by the next visit, which changes nothing.
    await written.catch(() => undefined)
    faults.delete(entry.client_id)
    hooks.settled(entry.client_id)
    flights.delete(entry.conversation_id)
    hooks.moved()
    hooks.free()
  }

  function rest({ conversation_id: id }: StoredPending, retryAfter: number | null): void {
    const wake = () => {
      flights.delete(id)
      hooks.free()
    }
    const timer = setTimeout(wake, retryAfter === null ? RETRY_MS : retryAfter * 1000)
    flights.set(id, { kind: 'resting', timer, isTold: retryAfter !== null })
    hooks.moved()
  }

  function end(id: string, { timer }: Extract<Flight, { kind: 'resting' }>): void {
    clearTimeout(timer)
    flights.delete(id)
  }

  return {
    send: (entry: StoredPending): void => void send(entry),
    isFree: (conversationId: string): boolean => !flights.has(conversationId),
    sending: (): string[] =>
      [...flights.values()].flatMap((one) => (one.kind === 'flying' ? [one.clientId] : [])),
    /** The connection is new. It ends all rests but those that the relay asked for. */
    wake(): void {
      for (const [id, flight] of flights) {
        if (flight.kind === 'resting' && !flight.isTold) end(id, flight)
      }
    },
    stop(): void {
      for (const [id, flight] of flights) if (flight.kind === 'resting') end(id, flight)
    },
  }
}
