import type { Message } from '../../../wire/messages.ts'
import type { StoredPending } from '../database/database.ts'
import { createScheduler } from './scheduler.ts'
import type { Link } from '../link/link.ts'
import type { PendingMessage } from './pending.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { Leader } from './leader.ts'
import { stateOf, toPending } from './pending.ts'

type Written = Pick<StoredPending, 'conversation_id' | 'body' | 'reply_to' | 'thread_root'>

interface Parts {
  me: string
  store: OutboxStore
  tabs: Leader
  link: Pick<Link, 'request' | 'isOpen'>
  changed(pending: readonly PendingMessage[]): void
  /** OwnMessages by the server; sent by this tab or, as it was told, by another. */
  stored(message: Message): void
}

/** What this person wrote and the server has not confirmed: the same in all tabs, sent by one of them. */
export function createOutbox({ me, store, tabs, link, ...hooks }: Parts) {
  let entries: readonly StoredPending[] = []
  /** Shown already, not yet in the database. */
  let unsaved: readonly StoredPending[] = []
  /** As the sending tab told. */
  let sendingThere: readonly string[] = []
  let isSender = false
  let isPaused = true

  const delivery = createScheduler({
    me,
    store,
    link,
    stored(message) {
      hooks.stored(message)
      tabs.tell({ kind: 'stored', message })
    },
    moved() {
      show()
      tellChanged()
    },
    settled(clientId) {
      // Out of the queue first, or it would be found there and sent again.
      entries = entries.filter((entry) => entry.client_id !== clientId)
    },
    free: () => refresh(),
  })

  const sending = () => new Set(isSender ? delivery.sending() : sendingThere)

  function show(): void {
    const ids = sending()
    hooks.changed([...entries, ...unsaved].map((entry) => toPending(entry, ids)))
  }

  function tellChanged(): void {
    tabs.tell({ kind: 'changed', ...(isSender && { sending: delivery.sending() }) })
  }

  async function reload(): Promise<void> {
    entries = await store.all()
    const saved = new Set(entries.map(({ client_id }) => client_id))
    unsaved = unsaved.filter(({ client_id }) => !saved.has(client_id))
    show()
    pump()
  }

  /** In the background. It fails when the database was closed: this tab was stopped, or logged out by another. */
  function refresh(): void {
    reload().catch(() => undefined)
  }

  function pump(): void {
    if (!isSender || isPaused || !link.isOpen()) return
    const ids = sending()
    for (const entry of entries) {
      const isDue = stateOf(entry, ids).kind === 'waiting'
      if (isDue && delivery.isFree(entry.conversation_id)) delivery.send(entry)
    }
  }

  async function written(): Promise<void> {
    tellChanged()
    await reload()
  }

  tabs.onNews((news) => {
    if (news.kind === 'stored') return hooks.stored(news.message)
    if (news.sending !== undefined) sendingThere = news.sending
    refresh()
  })
  tabs.onTurn((isNow) => {
    isSender = isNow
    if (isNow) refresh()
  })

  return {
    refresh,
    /** This tab does for all tabs what one has to do. */
    isSender: (): boolean => isSender,
    /** Resolves when it is kept in this browser. */
    async add(text: Written): Promise<void> {
      const entry: StoredPending = {
        ...text,
        client_id: crypto.randomUUID(),
        written_at: new Date().toISOString(),
        failed: null,
        confirmed: false,
      }
      unsaved = [...unsaved, entry]
      show()
      await store.add(entry)
      await written()
    },
    async retry(clientId: string): Promise<void> {
      await store.change(clientId, { failed: null, confirmed: true })
      await written()
    },
    async discard(clientId: string): Promise<void> {
      await store.remove(clientId)
      await written()
    },
    /** The connection is back and has caught up. */
    resume(): void {
      isPaused = false
      delivery.wake()
      pump()
    },
    pause(): void {
      isPaused = true
    },
    stop(): void {
      isPaused = true
      delivery.stop()
      tabs.stop()
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>
