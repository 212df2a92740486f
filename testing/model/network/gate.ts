/** The relay ends in this moment: none of its code goes on. */
export class Killed extends Error {}

/** A statement of the relay that waits until the model lets it run. */
export interface Gate {
  kind: 'read' | 'skip' | 'write' | 'begin' | 'commit'
  transaction: object | null
  open(): void
  refuse(): void
}

/** The transaction that is open in the database, of whichever relay. The model lets one run at a time. */
export interface OpenTransaction {
  current: object | null
}

export interface PendingQuery extends Promise<unknown> {
  handler(query: PendingQuery): void
  resolve(rows: unknown): void
  reject(error: unknown): void
}

/**
 * A statement that takes no lock may run beside an open transaction. Every other statement would wait for it, and the
 * model too.
 */
export function kindOf(text: string): Gate['kind'] {
  if (text.includes('skip locked')) return 'skip'
  return /\b(update|insert into|delete from|for no key)\b/.test(text) ? 'write' : 'read'
}
