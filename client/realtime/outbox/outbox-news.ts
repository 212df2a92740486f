import type { Message } from '../../../wire/messages.ts'

/** What one tab tells the others of the outbox. */
export type OutboxNews =
  /** The outbox changed. The leading tab also says what it is sending, and that it lost its connection. */
  | { kind: 'changed'; sending?: readonly string[]; canSend?: false }
  | { kind: 'stored'; message: Message }

/** 3: the tab has a connection and is visible. 2: it has a connection. 1: it is visible. */
export type Rank = number

/** The same, with what the leading tab and those that wait for the lead say to each other. An earlier page gave no rank. */
export type Word = OutboxNews | { kind: 'who_leads' | 'leading'; rank?: Rank }
