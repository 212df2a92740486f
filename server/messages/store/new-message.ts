import { z } from 'zod'
import { message, type Message } from '../../../wire/messages.ts'
import { person, type Person } from '../../../wire/people.ts'
import { id } from '../../../wire/primitives.ts'
import { directBlock, type DirectBlock } from '../../blocks/direct-block.ts'

/**
 * The most participants that an event leaves out one by one. Above this number, everybody is told to request the
 * conversation.
 */
export const MAX_LATE_JOINERS = 200

/** A message that its schema has accepted. No rule has judged it yet. */
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
  /** The root of its thread as this commit left it. */
  root: Message | null
  /** People who joined after that root and may not see it. */
  rootHiddenFrom: string[]
  sender: Person | null
}

/** The outcome for a message: the stored message, now or earlier, or the reason why nothing was stored. */
export type Outcome =
  | ({ kind: 'stored' } & Stored)
  /** An earlier attempt stored the message. This is its present state. */
  | { kind: 'existing'; message: Message }
  | { kind: 'not_participant' }
  | { kind: 'bad_reply' }
  | { kind: 'bad_thread' }
  | { kind: 'blocked'; block: DirectBlock }
  /** Another transaction has locked the conversation: nothing was done. */
  | { kind: 'busy' }

/** The answer of the statement for each message. */
export const outcomeRow = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('accepted'),
    /** Null when the conversation was locked. */
    message: message.nullable(),
    root: message.nullable(),
    /** Up to `MAX_LATE_JOINERS` and one more, which means that there are too many. */
    root_hidden_from: z.array(id).nullable(),
    /** Null when the account was deleted in the meantime. */
    sender: person.nullable(),
  }),
  z.object({ verdict: z.literal('existing'), message }),
  /** The sender left after storing the message and came back. It lies before what they may read. */
  z.object({ verdict: z.literal('existing_hidden'), message }),
  z.object({ verdict: z.literal('blocked'), block: directBlock }),
  z.object({ verdict: z.enum(['not_participant', 'bad_reply', 'bad_thread']) }),
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
    case 'not_participant':
    case 'bad_reply':
    case 'bad_thread':
      return { kind: row.verdict }
  }
}

/** The message without later changes by other people, because its sender may not see them. */
const asWritten = (existing: Message): Message => ({ ...existing, thread: null, reactions: [] })
