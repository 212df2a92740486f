import { z } from 'zod'
import { message, type Message } from '../../../wire/messages.ts'
import { person, type Person } from '../../../wire/people.ts'
import { id } from '../../../wire/primitives.ts'
import { directBlock, type DirectBlock } from '../../blocks/direct-block.ts'

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

/** What one commit stored. */
export interface Stored {
  message: Message
  /** The first message of its thread as this commit left it. */
  root: Message | null
  /** People who joined after that first message and may not see it. */
  rootHiddenFrom: string[]
  sender: Person | null
}

/** What the database made of a message: what it stored now or before, or why it stored nothing. */
export type Outcome =
  | ({ kind: 'stored' } & Stored)
  /** It was sent before. This is its present state. */
  | { kind: 'existing'; message: Message }
  | { kind: 'not_member' }
  | { kind: 'bad_reply' }
  | { kind: 'bad_thread' }
  | { kind: 'blocked'; block: DirectBlock }
  /** Another transaction holds the conversation: nothing was done. */
  | { kind: 'busy' }

/** What the statement answers about each message. */
export const outcomeRow = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('accepted'),
    /** Null when its conversation was locked. */
    message: message.nullable(),
    root: message.nullable(),
    /** `MAX_LATE_JOINERS` and one more: too many to name them. */
    root_hidden_from: z.array(id).nullable(),
    /** Null when the account was deleted just now. */
    sender: person.nullable(),
  }),
  z.object({ verdict: z.literal('existing'), message }),
  /** The sender left after storing it and came back: it lies before what they may read. */
  z.object({ verdict: z.literal('existing_hidden'), message }),
  z.object({ verdict: z.literal('blocked'), block: directBlock }),
  z.object({ verdict: z.enum(['not_member', 'bad_reply', 'bad_thread']) }),
])
export type OutcomeRow = z.infer<typeof outcomeRow>

export function toOutcome(row: OutcomeRow): Outcome {
  switch (row.verdict) {
    case 'accepted': {
      const { message: stored, root, root_hidden_from, sender } = row
      if (stored === null) return { kind: 'busy' }
      return {
        kind: 'stored',
        message: stored,
        root,
        rootHiddenFrom: root_hidden_from ?? [],
        sender,
      }
    }
    case 'existing':
      return { kind: 'existing', message: row.message }
    case 'existing_hidden':
      return { kind: 'existing', message: asWritten(row.message) }
    case 'blocked':
      return { kind: 'blocked', block: row.block }
    case 'not_member':
    case 'bad_reply':
    case 'bad_thread':
      return { kind: row.verdict }
  }
}

/** Without what others did with it while its sender was away. */
const asWritten = (existing: Message): Message => ({ ...existing, thread: null, reactions: [] })
