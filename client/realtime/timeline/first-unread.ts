import { readUpToOf } from '../store/snapshot.ts'
import type { Store } from '../store/store.ts'

/** Who opens a conversation waits no longer than this for the sync. */
const SYNC_MS = 2_000

/**
 * Opens conversations at their first unread message. A page that has just loaded shows the counts and read positions of
 * its last visit, and a device that slept those of yesterday. Only the sync tells what was read elsewhere since then.
 */
export function createFirstUnread(
  store: Store,
  openAround: (id: string, seq: number) => Promise<void>,
) {
  const { model } = store
  const opening = new Set<string>()

  function noteReadUpTo(id: string): void {
    const log = model.logs.get(id)
    if (log !== undefined) store.setView(id, { readUpTo: readUpToOf(log) })
  }

  store.synced.subscribe(() => {
    for (const id of model.views.keys()) noteReadUpTo(id)
  })

  /** Resolves after the sync, or when it does not come soon. */
  async function sync(): Promise<void> {
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
      opening.add(id)
      await sync()
      const log = model.logs.get(id)
      if (!opening.delete(id) || log === undefined || model.freshness !== 'current') return
      noteReadUpTo(id)
      if (log.conversation.unread > 0) await openAround(id, readUpToOf(log) + 1)
    },
    /** The reader went elsewhere. A sync that is on its way must not take them back. */
    leave: (id: string): void => void opening.delete(id),
  }
}
