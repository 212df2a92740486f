import type { NewMessage } from './new-message.ts'

/** A message on its way into the database, and whoever waits for it. */
export interface WriteJob {
  message: NewMessage
  /** When it came, by `Date.now()`. */
  since: number
  fail(error: unknown): void
}

function hasCode(error: unknown, codes: RegExp): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && codes.test(code)
}

/** Somebody holds a lock longer than we wait. */
export const isLockTimeout = (error: unknown) => hasCode(error, /^(55P03|57014)$/)

/**
 * Whether the statement failed over something in it (a unique violation that lost a race, a text the database cannot
 * hold, a deadlock) rather than over the connection: then the other messages of its batch are innocent.
 */
export const isFaultOfContent = (error: unknown) => hasCode(error, /^(21|22|23|40)/)
