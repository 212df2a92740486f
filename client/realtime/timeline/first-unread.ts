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
  /** The conversations that wait for the server's answer. */
  const asked = new Map<string, symbol>()
  store.caughtUp.subscribe(() => {
    isSynced = true
  })
  for (const lost of [store.connected, store.disconnected]) {
    lost.subscribe(() => {
      isSynced = false
    })
  }

  return {
    async open(id: string): Promise<void> {
      const mine = Symbol(id)
      asked.set(id, mine)
      // Without an answer, nobody knows better than this browser.
      if (!isSynced) await fetch(id).catch(() => undefined)
      const log = model.logs.get(id)
      if (log === undefined || asked.get(id) !== mine) return
      const readUpTo = readUpToOf(log)
      store.setView(id, { readUpTo })
      if (log.conversation.unread > 0) await openAround(id, readUpTo + 1)
    },
    /** The reader went elsewhere. An answer that is on its way must not take them back. */
    leave: (id: string): void => void asked.delete(id),
  }
}
