import { BEGUN } from './stores.ts'

/** What was begun in the composers of this tab: ids, and what the person typed. Never what somebody else wrote. */
export interface Begun {
  conversation_id: string
  thread_root: string | null
  /** The message that is answered or changed. */
  about: { kind: 'reply' | 'edit'; message_id: string; body?: string } | null
  /** Whom the writer picked from the list, and a text that is not sent yet names: ids of people by name. */
  chosen: readonly (readonly [string, string])[]
}

interface Stored {
  user_id: string
  begun: readonly Begun[]
}

/** Only in sessionStorage: another tab, and the next browser, began nothing. */
function attempt<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(sessionStorage)
  } catch {
    return undefined
  }
}

const read = () =>
  attempt((storage) => JSON.parse(storage.getItem(BEGUN) ?? 'null') as Stored | null)

/** The person who began what is stored. */
export const begunBy = () => read()?.user_id

export const forgetBegun = () => attempt((storage) => storage.removeItem(BEGUN))

export function storeBegun(userId: string, begun: readonly Begun[]): void {
  if (begun.length === 0) return forgetBegun()
  const stored: Stored = { user_id: userId, begun }
  attempt((storage) => storage.setItem(BEGUN, JSON.stringify(stored)))
}

/** Reads what this person had begun, and leaves nothing there, whoever it was of. */
export function takeBegun(userId: string): readonly Begun[] {
  const stored = read()
  forgetBegun()
  return stored?.user_id === userId && Array.isArray(stored.begun) ? stored.begun : []
}
