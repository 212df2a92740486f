import type { NewMessage } from './new-message.ts'

/** A message on its way into the database, with the promise of its caller. */
export interface WriteJob {
  message: NewMessage
  /** The time of `write`, by `Date.now()`. */
  since: number
  fail(error: unknown): void
}

function hasCode(error: unknown, codes: RegExp): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && codes.test(code)
}

/** Another transaction keeps a lock longer than the writer waits. */
export const isLockTimeout = (error: unknown) => hasCode(error, /^(55P03|57014)$/)

/**
 * Whether one message made the statement fail: a unique violation after a race, a text that the database cannot store,
 * or a deadlock. The rest of the batch may then succeed. A fault of the connection concerns all of them.
 */
export const isFaultOfContent = (error: unknown) => hasCode(error, /^(21|22|23|40)/)
