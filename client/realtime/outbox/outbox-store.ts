import type { Database, StoredPending } from '../database/database.ts'

export interface OutboxStore {
  /** All entries of all tabs, in the order of writing. */
  all(): Promise<StoredPending[]>
  add(entry: StoredPending): Promise<void>
  remove(clientId: string): Promise<void>
  change(clientId: string, change: PendingChange): Promise<void>
}

export type PendingChange = Partial<Pick<StoredPending, 'failed' | 'confirmed' | 'attached'>>

export function createOutboxStore(database: Promise<Database>): OutboxStore {
  return {
    all: async () => (await database).getAll('outbox'),
    async add(entry) {
      await (await database).add('outbox', entry)
    },
    async remove(clientId) {
      const stored = await database
      const order = await stored.getKeyFromIndex('outbox', 'client_id', clientId)
      if (order !== undefined) await stored.delete('outbox', order)
    },
    async change(clientId, change) {
      const transaction = (await database).transaction('outbox', 'readwrite')
      const entry = await transaction.store.index('client_id').get(clientId)
      if (entry !== undefined) await transaction.store.put({ ...entry, ...change })
      await transaction.done
    },
  }
}
