import { z } from 'zod'
import type { Message } from '../../../wire/messages.ts'
import { counter, id } from '../../../wire/primitives.ts'
import { directBlock } from '../../blocks/direct-block.ts'
import { perName } from '../../database/fragments.ts'
import type { NewMessage, OutcomeRow } from './new-message.ts'

/**
 * Whether a message has nothing but a text. Its sender said nearly all that the message is, so only the rest is read
 * back. Making JSON of a message costs the database a fifth of what storing it costs.
 */
export function isPlain(message: NewMessage, mentioned: string): boolean {
  const {
    conversation_id: _c,
    sender_id: _s,
    client_id: _i,
    body: _b,
    mentions: _m,
    shown: _t,
    ...special
  } = message
  return mentioned === '' && Object.values(special).every((value) => value == null)
}

/** The columns of `plainRow`, of a row of `private.write_messages`. */
export const plainColumns = perName((sql, written: string) => {
  const message = sql`(${sql(written)}.message)`
  const sender = sql`(${sql(written)}.sender)`
  return sql`
    ${message}.id, ${message}.seq, ${message}.ver, ${message}.created_at, ${message}.expires_at,
    ${sender}.id as sender, ${sender}.username, ${sender}.display_name, ${sender}.avatar_url`
})

/** All but the verdict is null where the verdict has no use for it. */
export const plainRow = z.object({
  verdict: z.string(),
  block: directBlock.nullable(),
  id: id.nullable(),
  seq: counter.nullable(),
  ver: counter.nullable(),
  created_at: z.date().nullable(),
  expires_at: z.date().nullable(),
  sender: id.nullable(),
  username: z.string().nullable(),
  display_name: z.string().nullable(),
  avatar_url: z.string().nullable(),
})
type PlainRow = z.infer<typeof plainRow>

/** The same as the database would answer for a message that is not plain. */
export function withMessage(draft: NewMessage, row: PlainRow): OutcomeRow {
  const { verdict, block } = row
  if (verdict !== 'accepted') return { verdict, block, id: row.id } as OutcomeRow
  const { sender, username, display_name, avatar_url } = row
  return {
    verdict,
    message: messageOf(draft, row),
    sender:
      sender === null
        ? null
        : { id: sender, username: username!, display_name: display_name!, avatar_url },
  }
}

/** In the order of the fields that the database gives. */
const messageOf = (draft: NewMessage, stored: PlainRow): Message => ({
  id: stored.id!,
  conversation_id: draft.conversation_id,
  seq: stored.seq!,
  ver: stored.ver!,
  sender_id: draft.sender_id,
  client_id: draft.client_id,
  kind: 'text',
  body: draft.body,
  reply_to: null,
  thread_root: null,
  mentions: [],
  mention_names: [],
  event: null,
  created_at: stored.created_at!.toISOString(),
  edited_at: null,
  deleted_at: null,
  hidden_at: null,
  pinned_at: null,
  expires_at: stored.expires_at?.toISOString() ?? null,
  thread: null,
  reactions: [],
})
