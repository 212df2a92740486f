import type { ErrorCode } from '../../wire/errors.ts'
import type { Message, MessageReceipt } from '../../wire/messages.ts'
import type { StoredPending } from './database.ts'
import type { Link } from './link.ts'
import type { PendingMessage } from './model.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { OutboxTabs } from './outbox-tabs.ts'
import { stateOf, toMessage, toPending } from './pending.ts'
import { RequestError } from './socket.ts'

const RETRY_MS = 1_000
/** A fault of the relay's may pass; one that a message meets this often is the message's. */
const MAX_FAULTS = 5
const passing = ['no_answer', 'rate_limited', 'unavailable', 'internal']

interface Parts {
  me: string
  store: OutboxStore
  tabs: OutboxTabs
  link: Pick<Link, 'request' | 'isOpen'>
  changed(pending: readonly PendingMessage[]): void
  /** Stored by the server; sent by this tab or, as it was told, by another. */
  stored(message: Message): void
}

/**
 * Messages on their way out. One is in flight per conversation, the next after its ack, so they are stored in the
 * order of writing; a lost ack means sending the same again, which the server answers with the first. What the
 * server refuses for good is marked and holds up nothing.
 */
export function createOutbox({ me, store, tabs, link, ...hooks }: Parts) {
  let entries: readonly StoredPending[] = []
  /** Shown already, not yet in the database. */
  let unsaved: readonly StoredPending[] = []
  let sending: ReadonlySet<string> = new Set()
  let isSender = false
  let isPaused = true
  const faults = new Map<string, number>()
  /** Conversations with a message in flight (null), or waiting to try again. */
  const busy = new Map<string, ReturnType<typeof setTimeout> | null>()

  function show(): void {
    hooks.changed([...entries, ...unsaved].map((entry) => toPending(entry, sending)))
  }

  async function reload(): Promise<void> {
    entries = await store.all()
    const saved = new Set(entries.map(({ client_id }) => client_id))
    unsaved = unsaved.filter(({ client_id }) => !saved.has(client_id))
    show()
    pump()
  }

  async function changed(): Promise<void> {
    tabs.tell({ kind: 'changed', ...(isSender && { sending: [...sending] }) })
    await reload()
  }

  function pump(): void {
    if (!isSender || isPaused || !link.isOpen()) return
    for (const entry of entries) {
      if (busy.has(entry.conversation_id) || stateOf(entry, sending).kind !== 'waiting') continue
      busy.set(entry.conversation_id, null)
      void send(entry)
    }
  }

  async function send(entry: StoredPending): Promise<void> {
    mark(entry.client_id, true)
    tabs.tell({ kind: 'changed', sending: [...sending] })
    const answer = await request(entry)
    if (answer instanceof RequestError) return refused(entry, answer)
    const message = toMessage(me, entry, answer)
    hooks.stored(message)
    tabs.tell({ kind: 'stored', message })
    await settle(entry, store.remove(entry.client_id))
  }

  function request(entry: StoredPending): Promise<MessageReceipt | RequestError> {
    const { conversation_id, client_id, body, reply_to } = entry
    const payload = { conversation_id, client_id, body, ...(reply_to !== null && { reply_to }) }
    return link.request('message:send', payload).catch((error: RequestError) => error)
  }

  async function refused(entry: StoredPending, { code, retryAfter }: RequestError): Promise<void> {
    const id = entry.client_id
    const count = (faults.get(id) ?? 0) + (code === 'internal' ? 1 : 0)
    faults.set(id, count)
    const mayPass = passing.includes(code) || code.startsWith('session_')
    if (mayPass && count < MAX_FAULTS) again(entry, retryAfter)
    else await settle(entry, store.change(id, { failed: code as ErrorCode }))
  }

  async function settle(entry: StoredPending, written: Promise<void>): Promise<void> {
    faults.delete(entry.client_id)
    await written
    // Gone from the queue before the next one may start, or it would be found there and sent again.
    entries = entries.filter(({ client_id }) => client_id !== entry.client_id)
    busy.delete(entry.conversation_id)
    mark(entry.client_id, false)
    await changed()
  }

  function again({ conversation_id, client_id }: StoredPending, retryAfter: number | null): void {
    mark(client_id, false)
    const wake = () => {
      busy.delete(conversation_id)
      pump()
    }
    busy.set(conversation_id, setTimeout(wake, retryAfter === null ? RETRY_MS : retryAfter * 1000))
  }

  function mark(clientId: string, isSending: boolean): void {
    const others = [...sending].filter((one) => one !== clientId)
    sending = new Set(isSending ? [...others, clientId] : others)
    show()
  }

  tabs.onNews((news) => {
    if (news.kind === 'stored') return hooks.stored(news.message)
    if (!isSender && news.sending !== undefined) sending = new Set(news.sending)
    void reload()
  })
  tabs.onTurn((isNow) => {
    isSender = isNow
    if (isNow) void reload()
  })

  return {
    reload,
    /** Resolves when it is kept in this browser. */
    async add(written: Pick<StoredPending, 'conversation_id' | 'body' | 'reply_to'>) {
      const entry: StoredPending = {
        ...written,
        client_id: crypto.randomUUID(),
        written_at: new Date().toISOString(),
        failed: null,
        confirmed: false,
      }
      unsaved = [...unsaved, entry]
      show()
      await store.add(entry)
      await changed()
    },
    async retry(clientId: string): Promise<void> {
      await store.change(clientId, { failed: null, confirmed: true })
      await changed()
    },
    async discard(clientId: string): Promise<void> {
      await store.remove(clientId)
      await changed()
    },
    /** The connection is back and has caught up. */
    resume(): void {
      isPaused = false
      for (const [id, timer] of busy) {
        if (timer === null) continue
        clearTimeout(timer)
        busy.delete(id)
      }
      pump()
    },
    pause(): void {
      isPaused = true
    },
    stop(): void {
      isPaused = true
      for (const timer of busy.values()) clearTimeout(timer ?? undefined)
      tabs.stop()
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>
