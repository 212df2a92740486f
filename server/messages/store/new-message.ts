import type { Message } from '../../../wire/messages.ts'
import type { Person } from '../../../wire/people.ts'
import type { DirectBlock } from '../../blocks/direct-block.ts'

/** Participants who are left out of an event one by one. Where there are more, everybody is told to ask. */
export const MAX_LATE_JOINERS = 200

/** A message that a schema has read and nobody has judged yet. */
export interface NewMessage {
  conversation_id: string
  sender_id: string
  client_id: string
  body: string
  reply_to: string | null
  thread_root: string | null
}

/** What the database made of a message: its place, whether it was there before, or why it is not. */
export type Outcome =
  | { kind: 'stored' | 'existing'; place: Place }
  | { kind: 'not_member' }
  | { kind: 'bad_reply' }
  | { kind: 'bad_thread' }
  | { kind: 'blocked'; block: DirectBlock }
  /** Another transaction holds the conversation: nothing was done. */
  | { kind: 'busy' }

export interface Place {
  id: string
  seq: number
  ver: number
  created_at: Date
  mentions: string[]
  /** Null when the account was deleted. */
  sender: Person | null
  /** The first message of its thread as this commit left it; only when this commit stored the message. */
  root: Message | null
  /** Participants who joined after that first message and may not see it. One more than `MAX_LATE_JOINERS`: too many. */
  root_hidden_from: string[]
}

/** What the statement answers about each message. */
export interface OutcomeRow extends Place {
  member: boolean
  reply_ok: boolean
  thread_ok: boolean
  block: DirectBlock | null
  known: boolean
  stored: boolean
}

export function toOutcome(row: OutcomeRow): Outcome {
  const { member, reply_ok, thread_ok, block, known, stored, ...place } = row
  if (!member) return { kind: 'not_member' }
  if (known) return { kind: 'existing', place }
  if (block !== null) return { kind: 'blocked', block }
  if (!reply_ok) return { kind: 'bad_reply' }
  if (!thread_ok) return { kind: 'bad_thread' }
  return stored ? { kind: 'stored', place } : { kind: 'busy' }
}
