import type { Message } from '../../../wire/messages.ts'
import type { StoredPending } from '../database/database.ts'
import type { Link } from '../link/link.ts'
import type { Store } from '../store/store.ts'
import type { Leader } from './leader.ts'
import type { OutboxStore, PendingChange } from './outbox-store.ts'
import { stateOf, toPending } from './pending.ts'
import { createScheduler } from './scheduler.ts'

export type Written = Pick<
  StoredPending,
  | 'conversation_id'
  | 'body'
  | 'reply_to'
  | 'thread_root'
  | 'mentions'
  | 'files'
  | 'preview'
  | 'alias_id'
>

/** The pause after the database was lost. Some browsers close each new connection at once. */
const PAUSE_MS = 1_000

interface Needs {
  entries: OutboxStore
  leader: Leader
  link: Pick<Link, 'request' | 'isOpen'>
  /** The server stored the message. This tab sent it, or another tab reported it. */
  onStored(message: Message): void
}

/** Messages that this person wrote and the server has not confirmed. All tabs show them, and one tab sends them. */
export function createOutbox(store: Store, { entries, leader, link, onStored }: Needs) {
  let stored: readonly StoredPending[] = []
  /** Entries that are shown already, but are not in the database yet. */
  let unsaved: readonly StoredPending[] = []
  /** The messages that the leading tab is sending, as it reported. */
  let sendingThere: readonly string[] = []
  let isLeader = false
  let isPaused = true
  let timer: ReturnType<typeof setTimeout> | undefined

  const scheduler = createScheduler({
    entries,
    link,
    onStored(message) {
      onStored(message)
      leader.tell({ kind: 'stored', message })
    },
    onMoved() {
      show()
      tellChanged()
    },
    onSettled(clientId) {
      // The message leaves the queue first. Otherwise it would be found there and sent again.
      stored = stored.filter((entry) => entry.client_id !== clientId)
    },
    onFree: () => refresh(),
  })

  const sending = () => new Set([...scheduler.sending(), ...(isLeader ? [] : sendingThere)])

  function show(): void {
    const ids = sending()
    store.model.pending = [...stored, ...unsaved]
      .filter(({ withdrawn }) => !withdrawn)
      .map((entry) => ({
        ...toPending(entry, ids),
        onlyHere: entries.isOnlyHere(entry.client_id),
      }))
    store.emitChange()
  }

  function tellChanged(): void {
    leader.tell({ kind: 'changed', ...(isLeader && { sending: scheduler.sending() }) })
  }

  async function reload(): Promise<void> {
    const before = countOnlyHere()
    stored = await entries.all()
    // The leading tab sends what the database has now.
    if (countOnlyHere() < before) tellChanged()
    const saved = new Set(stored.map(({ client_id }) => client_id))
    unsaved = unsaved.filter(({ client_id }) => !saved.has(client_id))
    show()
    pump()
  }

  const countOnlyHere = () => stored.filter(({ client_id }) => entries.isOnlyHere(client_id)).length

  /** Reloads in the background. It fails when the database was closed: this tab was stopped, or another logged out. */
  function refresh(): void {
    reload().catch(() => undefined)
  }

  // No other tab knows of an entry that is only here, so this tab works for it.
  const isMine = ({ client_id }: StoredPending) => isLeader || entries.isOnlyHere(client_id)

  function pump(): void {
    if (isPaused || !link.isOpen()) return
    const ids = sending()
    // Another tab may have asked for a new try of what was taken back.
    const isDue = (entry: StoredPending) =>
      !entry.withdrawn && stateOf(entry, ids).kind === 'waiting'
    const due = stored.filter(isDue)
    if (!due.every(isMine)) leader.askToLead()
    for (const entry of due.filter(isMine)) {
      if (scheduler.isFree(entry.conversation_id)) scheduler.send(entry)
    }
  }

  async function written(): Promise<void> {
    tellChanged()
    await reload()
  }

  async function change(...changed: Parameters<OutboxStore['change']>): Promise<void> {
    await entries.change(...changed)
    await written()
  }

  async function discard(clientId: string): Promise<void> {
    await entries.remove(clientId, true)
    await written()
  }

  leader.onNews((news) => {
    if (news.kind === 'stored') return onStored(news.message)
    if (news.sending !== undefined) sendingThere = news.sending
    if (news.canSend === false) leader.askToLead()
    refresh()
  })
  leader.onLead((isNow) => {
    isLeader = isNow
    // The lock goes by the order of asking, and not to the tab that could send.
    if (isNow && !link.isOpen()) leader.tell({ kind: 'changed', canSend: false })
    if (isNow) refresh()
  })
  store.disconnected.subscribe(() => {
    isPaused = true
    // Another tab may have its connection still. It then asks to lead, also for what is no message: notifications.
    if (isLeader) leader.tell({ kind: 'changed', canSend: false })
  })
  store.caughtUp.subscribe(() => {
    isPaused = false
    scheduler.wake()
    leader.askToLead()
    // Some may have grown old meanwhile, and ask before they are sent.
    show()
    pump()
  })
  store.databaseLost.subscribe(() => {
    // Without delay: the next use opens a new database, and no entry is in it.
    entries.lose()
    timer = setTimeout(refresh, PAUSE_MS)
  })
  store.stopped.subscribe(() => {
    clearTimeout(timer)
    isPaused = true
    scheduler.stop()
    leader.stop()
  })

  return {
    refresh,
    /** True in the one tab of the browser that works for all tabs. */
    isLeader: (): boolean => isLeader,
    /**
     * Resolves when this browser has stored it, or has it in its memory. `prepare` may take its time. The message is
     * shown in the meantime.
     */
    async add(
      message: Written,
      prepare?: (clientId: string) => Promise<PendingChange>,
    ): Promise<void> {
      const entry: StoredPending = {
        ...message,
        client_id: crypto.randomUUID(),
        written_at: new Date().toISOString(),
        failed: null,
        confirmed: false,
      }
      unsaved = [...unsaved, entry]
      show()
      try {
        await entries.add({ ...entry, ...(await prepare?.(entry.client_id)) })
      } catch (error) {
        unsaved = unsaved.filter((one) => one !== entry)
        show()
        throw error
      }
      await written()
    },
    change,
    /** The messages that were taken back, as far as this tab is to see to it that nothing of them stays. */
    withdrawn: () => stored.filter((entry) => entry.withdrawn && isMine(entry)),
    /** The uploads of its files may be gone by now, so they are looked at again. */
    retry: (clientId: string) =>
      change(clientId, { failed: null, confirmed: true, attached: undefined }),
    /** For a message of which the relay has nothing. What may be there is taken back: `withdrawals.ts`. */
    discard,
  }
}
export type Outbox = ReturnType<typeof createOutbox>
