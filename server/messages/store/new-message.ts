import { z } from 'zod'
import { message, type Message } from '../../../wire/messages.ts'
import { id } from '../../../wire/primitives.ts'
import { directBlock, type DirectBlock } from '../../blocks/direct-block.ts'

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
export const outcomeRow = z.object({
  member: z.boolean(),
  reply_ok: z.boolean(),
  thread_ok: z.boolean(),
  block: directBlock.nullable(),
  /** As it was stored before this statement. */
  existing: message.nullable(),
  /** The sender left after storing it and came back: it lies before what they may read. */
  existing_hidden: z.boolean(),
  stored: message.nullable(),
  root: message.nullable(),
  root_hidden_from: z.array(id),
})
export type OutcomeRow = z.infer<typeof outcomeRow>

export function toOutcome(row: OutcomeRow): Outcome {
  const { existing, stored } = row
  if (!row.member) return { kind: 'not_member' }
  if (existing !== null) {
    return { kind: 'existing', message: row.existing_hidden ? alone(existing) : existing }
  }
  if (row.block !== null) return { kind: 'blocked', block: row.block }
  if (!row.reply_ok) return { kind: 'bad_reply' }
  if (!row.thread_ok) return { kind: 'bad_thread' }
  if (stored === null) return { kind: 'busy' }
  return { kind: 'stored', message: stored, root: row.root, rootHiddenFrom: row.root_hidden_from }
}

/** Without what others did with it while its sender was away. */
const alone = (existing: Message): Message => ({ ...existing, thread: null, reactions: [] })
