import { browserStorage } from '../../browser/browser-storage.ts'
import { draftsOf, isMarked } from '../../browser/stores.ts'

const DELAY_MS = 300

/** Drafts that the server does not have yet, stored in this browser. An empty draft deletes the one of the server. */
export function createDraftStore(userId: string) {
  const prefix = draftsOf(userId)
  const unsaved = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const keys = () => browserStorage.keys().filter((key) => key.startsWith(prefix))
  const get = (id: string): string | null => unsaved.get(id) ?? browserStorage.getItem(prefix + id)

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    if (isMarked(userId, 'here')) {
      for (const [id, body] of unsaved) browserStorage.setItem(prefix + id, body)
    }
    unsaved.clear()
  }
  function forget(id: string): void {
    unsaved.delete(id)
    browserStorage.removeItem(prefix + id)
  }

  return {
    /** Null when the server has the newest draft. */
    get,
    set(id: string, body: string): void {
      unsaved.set(id, body)
      timer ??= setTimeout(save, DELAY_MS)
    },
    save,
    forget,
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
