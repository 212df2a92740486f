import type { Person } from '../../../wire/people.ts'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { databaseOf, hasStoresState, wasCleared } from '../../browser/stores.ts'
import type { ErrorCode } from '../../../wire/error-codes.ts'
import type { AttachedFile } from '../../../wire/files.ts'
import type { MentionedPerson } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import type { PendingFile } from '../../uploads/pending-file.ts'
import type { ConversationLog } from '../log/conversation-log.ts'

/** A message in the outbox. `order` is given by the database: it is the order of writing, over all tabs. */
export interface StoredPending {
  order?: number
  client_id: string
  conversation_id: string
  body: string
  reply_to: string | null
  /** Entries of an earlier version of the page lack it. */
  thread_root?: string | null
  written_at: string
  failed: ErrorCode | null
  /** What a moderator wrote who refused it. */
  reason?: string | null | undefined
  /** The person confirmed that it is to be sent although it is old. */
  confirmed: boolean
  /** It was sent at least once, and no answer came. It may be stored. */
  tried?: true
  /**
   * When the person took it back. It is shown no more and never sent, and stays until nothing of it can be stored any
   * more: `outbox/withdrawals.ts`.
   */
  withdrawn?: string
  /** The writer wants no preview of a link. */
  preview?: false
  /** Only in a dark room: the alias under which it was written. */
  alias_id?: string
  mentions?: readonly MentionedPerson[]
  files?: readonly PendingFile[]
  /** The uploads of its files, when all are at the relay. The message waits for that. */
  attached?: readonly AttachedFile[] | undefined
}

/** The bytes of a file in the outbox. */
interface StoredBlob {
  blob: Blob
  /** Milliseconds since 1970. */
  stored_at: number
}

/** A conversation log without its messages. */
export type StoredHead = Pick<
  ConversationLog,
  'conversation' | 'ver' | 'counted' | 'metadataVer' | 'metadataStaleFrom'
>

/** The newest messages of a conversation that was opened. */
export interface StoredPage {
  id: string
  epoch: string
  head: StoredHead
  asOf: string | null
  messages: readonly Message[]
  /** The people whom the messages name. */
  people: readonly Person[]
  hasEarlier: boolean
  /** Rises with every opening. The page with the lowest number is dropped first. */
  opened: number
}

interface StoredList {
  epoch: string
  heads: readonly StoredHead[]
  /** The people whom the last messages name. */
  people: readonly Person[]
  asOf: string | null
}

/** A voice message that is not sent yet. Its bytes are in `pieces`. */
export interface StoredRecording {
  id: string
  conversation_id: string
  thread_root: string | null
  mime: string
  begun_at: string
  duration_ms: number
  /** The loudness of each tenth of a second, from 0 to 255. */
  levels: readonly number[]
}

interface Schema extends DBSchema {
  outbox: { key: number; value: StoredPending; indexes: { client_id: string } }
  recordings: { key: string; value: StoredRecording }
  pieces: {
    key: number
    value: { recording_id: string; bytes: ArrayBuffer }
    indexes: { recording_id: string }
  }
  /** The voice messages that were played here, in the order of playing. */
  played: { key: number; value: { file_id: string } }
  pages: { key: string; value: StoredPage }
  list: { key: 'list'; value: StoredList }
  blobs: { key: string; value: StoredBlob }
}

export type Database = IDBPDatabase<Schema>

export type OpenDatabase = () => Promise<Database>

/**
 * Opens the database once for all, and again after the browser closed or deleted it. `onLost` hears of that. The database
 * of a person who left is not made again.
 */
export function keepDatabase(userId: string, onLost: () => void): OpenDatabase {
  let opened: Promise<Database> | undefined
  const lose = () => {
    opened = undefined
    onLost()
  }
  async function open(): Promise<Database> {
    if (hasStoresState(userId, 'here') || wasCleared()) return openDatabase(userId, lose)
    throw new Error('left')
  }
  return () => {
    if (opened) return opened
    // The next use tries again.
    ;(opened = open()).catch(() => (opened = undefined))
    return opened
  }
}

/** What this browser stores of one person: the outbox, and what to show before the server answers. */
export async function openDatabase(userId: string, onLost = () => {}): Promise<Database> {
  return openDB<Schema>(databaseOf(userId), 6, {
    upgrade(database, previous) {
      const has = database.objectStoreNames
      // Messages and conversations have other fields now, so the stored ones are deleted. The outbox stays. The server
      // is asked for the rest again.
      for (const name of ['pages', 'list'] as const) {
        if (has.contains(name)) database.deleteObjectStore(name)
      }
      database.createObjectStore('pages', { keyPath: 'id' })
      database.createObjectStore('list')
      if (previous < 6) {
        database.createObjectStore('blobs')
        const byItself = { autoIncrement: true }
        database.createObjectStore('recordings', { keyPath: 'id' })
        database.createObjectStore('pieces', byItself).createIndex('recording_id', 'recording_id')
        database.createObjectStore('played', byItself)
      }
      // Another program may have made a database of this name. One without stores would take no message for ever.
      if (has.contains('outbox')) return
      const outbox = database.createObjectStore('outbox', {
        keyPath: 'order',
        autoIncrement: true,
      })
      outbox.createIndex('client_id', 'client_id', { unique: true })
    },
    // The database is deleted when the person leaves, or another tab brings a newer version. This tab must not block that.
    blocking(_current, next, event) {
      ;(event.target as IDBDatabase).close()
      // A newer version has all that was in it.
      if (next === null) onLost()
    },
    terminated: onLost,
  })
}
