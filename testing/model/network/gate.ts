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
  readonly strings: readonly string[]
  readonly args: readonly unknown[]
  handler(query: PendingQuery): void
  resolve(rows: unknown): void
  reject(error: unknown): void
}

/**
 * A statement that takes no lock may run beside an open transaction. Every other statement would wait for it, and the
 * model too.
 */
export function kindOf(query: PendingQuery): Gate['kind'] {
  const text = textOf(query)
  if (text.includes('skip locked')) return 'skip'
  return /\b(update|insert into|delete from|for no key)\b/.test(text) ? 'write' : 'read'
}

/** The text with its fragments, one of which may wait for a lock. */
const textOf = ({ strings, args }: PendingQuery): string =>
  strings.map((part, n) => part + (isFragment(args[n]) ? textOf(args[n]) : '?')).join('')

const isFragment = (value: unknown): value is PendingQuery =>
  value instanceof Promise && 'strings' in value
