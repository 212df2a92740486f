import { browserStorage } from '../../browser/browser-storage.ts'
import { draftsOf, hasStoresState } from '../../browser/stores.ts'
import type { OpenDatabase, StoredPending } from '../database/database.ts'
import type { PendingMessage } from '../store/pending-message.ts'
import type { Store } from '../store/store.ts'
import type { Outbox } from './outbox.ts'

interface Needs {
  store: Store
  database: OpenDatabase
  outbox: Pick<Outbox, 'change'>
  user: { id: string }
}

/**
 * A page may be left in the moment after "Send", before the database has the message. A database cannot be written to from
 * a page that goes, and localStorage can. Another open tab, or else the next page, puts the message into the outbox, under
 * the same `client_id`. So it is sent once, also when the database had taken it after all. Each message has its own key, so
 * that no tab removes what another one has just written.
 */
export function keepLastWritten({ store, database, outbox, user }: Needs): void {
  const prefix = `${draftsOf(user.id)}outbox:`
  let own: string[] = []

  function leave(): void {
    // Nothing is stored of a person who left.
    if (!hasStoresState(user.id, 'here')) return
    for (const message of store.model.pending) {
      if (message.order !== undefined || message.files) continue
      const key = prefix + message.client_id
      own.push(key)
      browserStorage.setItem(key, JSON.stringify(toStored(message)))
    }
  }

  async function takeOver(key: string): Promise<void> {
    const stored = await database()
    // Another tab may have been first, and may have sent it since.
    const value = browserStorage.getItem(key)
    const entry = value && read(value)
    if (entry) await stored.add('outbox', entry).catch(ignoreRepetition)
    browserStorage.removeItem(key)
    // Every tab hears of it, and the one that leads sends it.
    if (entry) await outbox.change(entry.client_id, {})
  }
  const take = (key: string | null) => {
    if (key?.startsWith(prefix)) takeOver(key).catch(() => undefined)
  }

  const hear = ({ key, newValue }: StorageEvent) => {
    if (newValue !== null) take(key)
  }
  const comeBack = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    // The page was not gone, and goes on with what it has.
    for (const key of own) browserStorage.removeItem(key)
    own = []
    // A page that is kept for "back" hears of nothing.
    browserStorage.keys().forEach(take)
  }
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', comeBack)
  window.addEventListener('storage', hear)
  store.stopped.subscribe(() => {
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', comeBack)
    window.removeEventListener('storage', hear)
  })
  browserStorage.keys().forEach(take)
}

function toStored({ state: _, onlyHere: _here, ...entry }: PendingMessage): object {
  return entry
}

/** Anybody can write to the storage of this site, so it is read with care. */
function read(value: string): StoredPending | undefined {
  try {
    const found: unknown = JSON.parse(value)
    return isEntry(found) ? found : undefined
  } catch {
    return undefined
  }
}

function isEntry(one: unknown): one is StoredPending {
  if (typeof one !== 'object' || one === null) return false
  const { client_id, conversation_id, body } = one as Partial<StoredPending>
  return [client_id, conversation_id, body].every((text) => typeof text === 'string')
}

/** The database has it already. */
function ignoreRepetition(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'ConstraintError')) throw error
}
