import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { Message } from '../../../wire/messages.ts'
import type { StoredPending } from '../database/database.ts'
import type { Link } from '../link/link.ts'
import type { OutboxStore } from './outbox-store.ts'
import { createRetryPolicy } from './retry-policy.ts'
import { RequestError } from '../../requests/request-error.ts'

type Flight =
  | { kind: 'flying'; clientId: string }
  | { kind: 'resting'; timer: ReturnType<typeof setTimeout>; isTold: boolean }

interface Needs {
  entries: Pick<OutboxStore, 'remove' | 'change'>
  link: Pick<Link, 'request'>
  onStored(message: Message): void
  /** A message was sent, or its answer came. */
  onMoved(): void
  /** The outcome of a message is in the database. Called before the next of its conversation may start. */
  onSettled(clientId: string): void
  /** A conversation is free for its next message. */
  onFree(): void
}

/**
 * Sends one message per conversation at a time, and the next after its ack. So they are stored in the order of
 * writing. After a lost ack it sends the same message again, which the server answers with the first. A message that
 * the server refuses for good is marked as failed, and does not delay the others.
 */
export function createScheduler({ entries, link, ...needs }: Needs) {
  const flights = new Map<string, Flight>()
  const policy = createRetryPolicy()

  async function send(entry: StoredPending): Promise<void> {
    const { conversation_id, client_id } = entry
    flights.set(conversation_id, { kind: 'flying', clientId: client_id })
    needs.onMoved()
    const answer = await request(entry)
    if (answer instanceof RequestError) return notStored(entry, answer)
    needs.onStored(answer)
    await settle(entry, entries.remove(client_id))
  }

  function request(entry: StoredPending): Promise<Message | RequestError> {
    const { conversation_id, client_id, body, reply_to, thread_root } = entry
    const { mentions, attached, preview, alias_id } = entry
    const payload = {
      conversation_id,
      client_id,
      body,
      ...(reply_to !== null && { reply_to }),
      ...(thread_root && { thread_root }),
      ...(mentions && { mentions: [...mentions] }),
      ...(attached && { files: [...attached] }),
      ...(preview === false && { preview }),
      ...(alias_id && { alias_id }),
    }
    return link.request('message:send', payload).catch((error: RequestError) => error)
  }

  async function notStored(entry: StoredPending, error: RequestError): Promise<void> {
    const verdict = policy.judge(entry.client_id, error)
    if (verdict.kind === 'retry') {
      // Without an answer, nobody knows whether it is stored.
      if (!verdict.isTold) void entries.change(entry.client_id, { tried: true })
      return rest(entry, verdict.delayMilliseconds, verdict.isTold)
    }
    await settle(entry, entries.change(entry.client_id, { failed: error.code as ErrorCode }))
  }

  async function settle(entry: StoredPending, written: Promise<void>): Promise<void> {
    // The database may close in this moment. The next visit then sends the message again, which changes nothing.
    await written.catch(() => undefined)
    policy.forget(entry.client_id)
    needs.onSettled(entry.client_id)
    flights.delete(entry.conversation_id)
    needs.onMoved()
    needs.onFree()
  }

  function rest({ conversation_id: id }: StoredPending, delay: number, isTold: boolean): void {
    const wake = () => {
      flights.delete(id)
      needs.onFree()
    }
    flights.set(id, { kind: 'resting', timer: setTimeout(wake, delay), isTold })
    needs.onMoved()
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
    /** The connection is new. This ends all rests except those that the relay asked for. */
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
