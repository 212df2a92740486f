import type { Receipts } from '../live/receipts.ts'
import { readUpToOf } from '../store/snapshot.ts'
import type { Store } from '../store/store.ts'

interface Needs {
  receipts: Pick<Receipts, 'readHere' | 'isKeptUnread'>
  openAround(id: string, seq: number): Promise<void>
}

/** Who opens a conversation waits no longer than this for the sync. */
const SYNC_MS = 2_000

/**
 * Opens conversations at their first unread message. A page that has just loaded shows the counts and read positions of
 * its last visit, and a device that slept those of yesterday. Only the sync tells what was read elsewhere since then.
 */
export function createFirstUnread(store: Store, { receipts, openAround }: Needs) {
  const { model } = store
  /** The conversations that wait for the sync. A later opening replaces an earlier one. */
  const opening = new Map<string, symbol>()

  function noteReadUpTo(id: string): number {
    if (receipts.isKeptUnread(id)) return model.views.get(id)?.readUpTo ?? 0
    const log = model.logs.get(id)
    const readUpTo = Math.max(log ? readUpToOf(log) : 0, receipts.readHere(id))
    store.setView(id, { readUpTo })
    return readUpTo
  }

  store.synced.subscribe(() => {
    for (const id of model.views.keys()) noteReadUpTo(id)
  })

  /** Resolves after the sync, or when it does not come soon. */
  async function syncEnded(): Promise<void> {
    if (model.freshness === 'current' || model.connection.kind === 'offline') return
    await new Promise<void>((resolve) => {
      const end = store.synced.subscribe(done)
      const timer = setTimeout(done, SYNC_MS)
      function done() {
        end()
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    async open(id: string): Promise<void> {
      const mine = Symbol(id)
      opening.set(id, mine)
      await syncEnded()
      const log = model.logs.get(id)
      if (opening.get(id) !== mine || log === undefined || model.freshness !== 'current') return
      const readUpTo = noteReadUpTo(id)
      if (log.conversation.unread > 0) await openAround(id, readUpTo + 1)
    },
    /** The reader went elsewhere. A sync that is on its way must not take them back. */
    leave: (id: string): void => void opening.delete(id),
  }
}
