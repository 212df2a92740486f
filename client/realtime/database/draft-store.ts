import { browserStorage } from '../../browser/browser-storage.ts'
import { draftsOf, hasStoresState } from '../../browser/stores.ts'

const DELAY_MS = 300
/** The draft of a thread has a key that begins with it. */
export const THREAD = 'thread:'

/** Drafts that the server does not have yet, stored in this browser. An empty draft deletes the one of the server. */
export function createDraftStore(userId: string) {
  const prefix = draftsOf(userId)
  const unsaved = new Map<string, string>()
  /** What another tab of this browser made of a draft. That tab stores it, in a moment or where it can. */
  const elsewhere = new Map<string, string>()
  /** What this tab stored of threads: somebody may empty the storage, and no server has these drafts. */
  const stored = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const keys = () => browserStorage.keys().filter((key) => key.startsWith(prefix))
  const isEmptied = () => !hasStoresState(userId, 'here')
  const get = (id: string): string | null =>
    unsaved.get(id) ??
    elsewhere.get(id) ??
    browserStorage.getItem(prefix + id) ??
    // Where only this draft is gone, another tab sent it.
    (isEmptied() ? (stored.get(id) ?? null) : null)

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    // Somebody emptied the storage, or the person left. The drafts then stay in the memory of this tab.
    if (isEmptied()) return
    for (const [id, body] of unsaved) {
      browserStorage.setItem(prefix + id, body)
      if (id.startsWith(THREAD)) stored.set(id, body)
    }
    unsaved.clear()
  }
  function forget(id: string): void {
    unsaved.delete(id)
    elsewhere.delete(id)
    stored.delete(id)
    browserStorage.removeItem(prefix + id)
  }

  return {
    /** Null when the server has the newest draft. */
    get,
    set(id: string, body: string): void {
      unsaved.set(id, body)
      elsewhere.delete(id)
      timer ??= setTimeout(save, DELAY_MS)
    },
    save,
    forget,
    /** Another tab takes care of this draft from now on. */
    leaveTo(id: string, body: string): void {
      unsaved.delete(id)
      elsewhere.set(id, body)
    },
    /** The server has what the other tab made of it. */
    settleElsewhere(id: string, saved: string): void {
      if (elsewhere.get(id) === saved) elsewhere.delete(id)
    },
    ids: (): string[] => [
      ...new Set([...unsaved.keys(), ...keys().map((key) => key.slice(prefix.length))]),
    ],
    /** The server has this draft now. What was typed since stays. */
    settle(id: string, body: string): void {
      if (get(id) === body) forget(id)
    },
    /** Stores nothing of what was typed last. */
    drop(): void {
      clearTimeout(timer)
      unsaved.clear()
    },
  }
}
