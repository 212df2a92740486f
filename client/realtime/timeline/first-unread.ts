import { readUpToOf } from '../store/snapshot.ts'
import type { Store } from '../store/store.ts'

/**
 * Opens conversations at their first unread message. A page that has just loaded shows the counts and read positions of
 * its last visit. The person may have read on another device since then, so the first sync has to end before.
 */
export function createFirstUnread(
  store: Store,
  openAround: (id: string, seq: number) => Promise<void>,
) {
  const { model } = store
  let isSynced = false
  store.caughtUp.subscribe(() => {
    isSynced = true
  })

  /** Resolves after the first sync, or when there is no connection to wait for. */
  function synced(): Promise<void> {
    const { kind } = model.connection
    if (isSynced || kind === 'offline' || kind === 'outdated') return Promise.resolve()
    return new Promise((resolve) => {
      const ends = [store.caughtUp, store.disconnected].map((end) =>
        end.subscribe(() => {
          for (const stop of ends) stop()
          resolve()
        }),
      )
    })
  }

  return async (id: string): Promise<void> => {
    await synced()
    const log = model.logs.get(id)
    if (log === undefined || !model.views.has(id)) return
    const readUpTo = readUpToOf(log)
    store.setView(id, { readUpTo })
    if (log.conversation.unread > 0) await openAround(id, readUpTo + 1)
  }
}
