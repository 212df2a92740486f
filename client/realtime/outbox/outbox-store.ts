import type { Database, OpenDatabase, StoredPending } from '../database/database.ts'
import { createPatience } from '../database/patience.ts'

/** None of it fails. What the database does not take counts in this tab, as long as the tab is open. */
export interface OutboxStore {
  /** All entries of all tabs, in the order of writing. */
  all(): Promise<StoredPending[]>
  add(entry: StoredPending): Promise<void>
  /** A message that was taken back stays, unless `isOver`: nothing of it is stored anywhere. */
  remove(clientId: string, isOver?: boolean): Promise<void>
  /** @param gone what to put back if the entry is there no more: its answer came while its writer took it back */
  change(clientId: string, change: PendingChange, gone?: StoredPending): Promise<void>
  /** The database is gone, with all that was in it. `all` writes what this tab knows to the next one. */
  lose(): void
  /** The entry is in no database, so no other tab and no later visit can send it. */
  isOnlyHere(clientId: string): boolean
}

export type PendingChange = Partial<
  Pick<StoredPending, 'failed' | 'confirmed' | 'attached' | 'reason' | 'tried' | 'withdrawn'>
>

export function createOutboxStore(database: OpenDatabase): OutboxStore {
  const inTime = createPatience()
  /** The entries as the database last gave them. */
  let known: readonly StoredPending[] = []
  /** What the database did not take: an entry as it is now, or null for an entry that is removed. */
  const here = new Map<string, StoredPending | null>()

  /** Resolves to whether the database did the work. */
  const attempt = (work: (stored: Database) => Promise<unknown>): Promise<boolean> =>
    inTime(database().then(work)).then(
      () => true,
      () => false,
    )
  /** Puts what `next` gives in the place of a row. Null removes it, and undefined leaves it. */
  const edit = (
    clientId: string,
    next: (row?: StoredPending) => StoredPending | null | undefined,
  ): Promise<boolean> =>
    attempt(async (stored) => {
      const { store, done } = stored.transaction('outbox', 'readwrite')
      const row = await store.index('client_id').get(clientId)
      const now = next(row)
      if (now) await store.put(now)
      else if (row && now === null) await store.delete(row.order!)
      await done
    })
  /** In the order of writing. */
  const merged = () =>
    new Map([...known.map((entry) => [entry.client_id, entry] as const), ...here])
  const find = (clientId: string) => known.find(({ client_id }) => client_id === clientId)

  return {
    async all() {
      await attempt(async (stored) => {
        known = await stored.getAll('outbox')
      })
      if (here.size > 0) {
        await attempt(async (stored) => {
          known = await (await import('./write-again.ts')).writeAgain(stored, here)
        })
      }
      return [...merged().values()].filter((entry) => entry !== null)
    },
    async add(entry) {
      if (await attempt((stored) => stored.add('outbox', entry))) known = [...known, entry]
      // What changed meanwhile counts.
      else if (!here.has(entry.client_id)) here.set(entry.client_id, entry)
    },
    async remove(clientId, isOver) {
      if (!isOver && here.get(clientId)?.withdrawn) return
      here.set(clientId, null)
      const isRemoved = await edit(clientId, (row) => (isOver || !row?.withdrawn ? null : row))
      if (!isRemoved) return
      here.delete(clientId)
      known = known.filter(({ client_id }) => client_id !== clientId)
    },
    async change(clientId, change, gone) {
      const isChanged = await edit(clientId, (row = gone) => row && { ...row, ...change })
      const entry = here.get(clientId) ?? find(clientId) ?? gone
      if (entry && (here.has(clientId) || !isChanged)) here.set(clientId, { ...entry, ...change })
    },
    lose() {
      const all = merged()
      here.clear()
      for (const [id, entry] of all) here.set(id, entry)
      known = []
    },
    isOnlyHere: (clientId) => Boolean(here.get(clientId)),
  }
}
