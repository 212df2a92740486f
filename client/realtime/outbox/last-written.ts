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
 * a page that goes, and localStorage can. The next page puts the message into the outbox, under the same `client_id`. So
 * it is sent once, also when the database had taken it after all.
 */
export function keepLastWritten({ store, database, outbox, user }: Needs): void {
  const key = `${draftsOf(user.id)}outbox`

  function leave(): void {
    const unsaved = store.model.pending.filter(({ order, files }) => order === undefined && !files)
    // Nothing is stored of a person who left.
    if (unsaved.length === 0 || !hasStoresState(user.id, 'here')) return
    browserStorage.setItem(key, JSON.stringify([...read(key), ...unsaved.map(toStored)]))
  }

  async function takeOver(): Promise<void> {
    const found = read(key)
    const stored = await database()
    for (const entry of found) await stored.add('outbox', entry).catch(ignoreRepetition)
    browserStorage.removeItem(key)
    // Every tab hears of it, and the one that leads sends it.
    for (const { client_id } of found.slice(-1)) await outbox.change(client_id, {})
  }

  const comeBack = ({ persisted }: PageTransitionEvent) => {
    // The page was not gone, and goes on with what it has.
    if (persisted) browserStorage.removeItem(key)
  }
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', comeBack)
  store.stopped.subscribe(() => {
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', comeBack)
  })
  if (browserStorage.getItem(key) !== null) takeOver().catch(() => undefined)
}

function toStored({ state: _, onlyHere: _here, ...entry }: PendingMessage): object {
  return entry
}

/** Anybody can write to the storage of this site, so it is read with care. */
function read(key: string): StoredPending[] {
  try {
    const found: unknown = JSON.parse(browserStorage.getItem(key) ?? '[]')
    return Array.isArray(found) ? found.filter(isEntry) : []
  } catch {
    return []
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
