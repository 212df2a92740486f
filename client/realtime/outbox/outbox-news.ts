import type { Message } from '../../../wire/messages.ts'

/** What one tab tells the others of the outbox. */
export type OutboxNews =
  /** The outbox changed. The leading tab also says what it is sending. */
  { kind: 'changed'; sending?: readonly string[] } | { kind: 'stored'; message: Message }

/** The same, with what the leading tab and those that wait for the lead say to each other. */
export type Word = OutboxNews | { kind: 'who_leads' } | { kind: 'leading' }
