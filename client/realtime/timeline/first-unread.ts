import { readUpToOf } from '../store/snapshot.ts'
import type { Store } from '../store/store.ts'

interface Needs {
  /** Asks the server for the conversation. */
  fetch(id: string): Promise<void>
  openAround(id: string, seq: number): Promise<void>
}

/**
 * Opens conversations at their first unread message. A page that has just loaded shows the counts and read positions of
 * its last visit, and a device that slept those of yesterday. The person may have read on another device since then, so
 * the server is asked first.
 */
export function createFirstUnread(store: Store, { fetch, openAround }: Needs) {
  const { model } = store
  let isSynced = false
  store.caughtUp.subscribe(() => {
    isSynced = true
  })
  store.disconnected.subscribe(() => {
    isSynced = false
  })

  return async (id: string): Promise<void> => {
    // Without an answer, nobody knows better than this browser.
    if (!isSynced) await fetch(id).catch(() => undefined)
    const log = model.logs.get(id)
    if (log === undefined || !model.views.has(id)) return
    const readUpTo = readUpToOf(log)
    store.setView(id, { readUpTo })
    if (log.conversation.unread > 0) await openAround(id, readUpTo + 1)
  }
}
