import type { NewMessage } from './new-message.ts'

/** A message on its way into the database, and the call that waits for it. */
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

/** Another transaction holds a lock longer than we wait. */
export const isLockTimeout = (error: unknown) => hasCode(error, /^(55P03|57014)$/)

/**
 * Whether the statement failed because of one message: a unique violation that lost a race, a text the database cannot
 * hold, a deadlock. The other messages of its batch may then pass. A fault of the connection concerns them all.
 */
export const isFaultOfContent = (error: unknown) => hasCode(error, /^(21|22|23|40)/)
