/** The relay is gone in this moment: nothing of it goes on. */
export class Killed extends Error {}

/** A statement of the relay that waits for the model to let it run. */
export interface Gate {
  kind: 'read' | 'skip' | 'write' | 'begin' | 'commit'
  transaction: object | null
  open(): void
  refuse(): void
}

export interface PendingQuery extends Promise<unknown> {
  handler(query: PendingQuery): void
  resolve(rows: unknown): void
  reject(error: unknown): void
}

/** What waits for no lock may run beside an open transaction; all else would wait for it, and the model with it. */
export function kindOf(text: string): Gate['kind'] {
  if (text.includes('skip locked')) return 'skip'
  return /\b(update|insert into|delete from|for no key)\b/.test(text) ? 'write' : 'read'
}
