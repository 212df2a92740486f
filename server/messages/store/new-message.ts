import { z } from 'zod'
import type { AttachedFile } from '../../../wire/files.ts'
import { message, type Message } from '../../../wire/messages.ts'
import type { MentionedPerson } from '../../../wire/requests/messages.ts'
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
  /** Whom the sender chose for names that are no usernames. */
  mentions?: readonly MentionedPerson[]
  /** Uploads that the message is to carry. In a dark room their owner is not the sender, who is an alias. */
  files?: { ownerId: string; items: readonly AttachedFile[] }
  /** False: the writer wants no preview of a link in it. It is no part of what is stored. */
  preview?: false
  /** The text as the page shows it, where that is another one. A filter judges it too. It is no part of what is stored. */
  shown?: string
}

export type MessageWithFiles = NewMessage & Required<Pick<NewMessage, 'files'>>

/** The root of a thread. */
export interface Root {
  message: Message
  /** People who joined after it and may not see it: up to `MAX_LATE_JOINERS` and one more, which means too many. */
  hiddenFrom: string[]
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
  /** The room is locked for this sender, or closed. */
  | { kind: 'locked' }
  | { kind: 'closed' }
  /** The post that the conversation is about is closed or deleted. */
  | { kind: 'post_closed' }
  /** The slow mode of the room makes the sender wait. */
  | { kind: 'too_soon'; seconds: number }
  /** A moderator muted the sender. */
  | { kind: 'muted'; seconds: number }
  /** The account is new and has written enough for its first day. */
  | { kind: 'new_account'; seconds: number }
  /** A filter refuses the message, or keeps it for a moderator. */
  | { kind: 'filtered' }
  | { kind: 'in_review' }
  /** The sender took it back while a moderator had to read it. */
  | { kind: 'taken_back' }
  /** Another transaction has locked the conversation: nothing was done. */
  | { kind: 'busy' }

/** The answer of `private.write_messages` for each message. */
export const outcomeRow = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('accepted'),
    message,
    /** Null when the account was deleted in the meantime. */
    sender: person.nullable(),
  }),
  /** `existing_hidden`: the sender left after storing it and came back. It lies before what they may read. */
  z.object({ verdict: z.enum(['existing', 'existing_hidden']), id }),
  z.object({ verdict: z.literal('blocked'), block: directBlock }),
  z.object({ verdict: z.enum(['too_soon', 'muted', 'new_account']) }),
  z.object({
    verdict: z.enum([
      ...([
        'not_participant',
        'bad_reply',
        'bad_thread',
        'locked',
        'closed',
        'post_closed',
        'busy',
      ] as const),
      ...(['filtered', 'in_review', 'taken_back'] as const),
    ]),
  }),
])
export type OutcomeRow = z.infer<typeof outcomeRow>
