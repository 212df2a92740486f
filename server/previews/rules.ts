import { actorsOf } from '../aliases/actors.ts'
import type { Database, Sql } from '../database/client.ts'
import { isPair } from '../kinds/conditions.ts'
import { changeMessage, storeChange, type MessageChange } from '../messages/change-message.ts'
import { hasBody } from '../messages/store/has-body.ts'
import { notFound, Refusal } from '../refusal.ts'
import { refusePreview } from './kept.ts'

/** The writer takes the preview away. It does not come back, also not after an edit. */
export function removePreview(
  sql: Database,
  userId: string,
  messageId: string,
): Promise<MessageChange> {
  return changeMessage(sql, userId, messageId, async (tx, { message }) => {
    if (message.sender_id !== userId) {
      throw new Refusal('forbidden', 'Only the writer of a message removes its preview.')
    }
    await refusePreview(tx, messageId)
    if (message.preview === undefined) return []
    return [await storeChange(tx, userId, messageId, tx`, has_preview = false`)]
  })
}

export interface PreviewPicture {
  version: string
  bytes: Buffer
}

/**
 * The picture of the preview that a message shows, for a person who may read the message now. In a
 * conversation of two, a person whom the sender has blocked sees no pictures of the sender.
 * @throws Refusal `not_found`, whatever the reason
 */
export async function previewPicture(
  sql: Sql,
  userId: string,
  messageId: string,
): Promise<PreviewPicture> {
  const [picture] = await sql<PreviewPicture[]>`
    select p.id as version, p.picture as bytes
    from public.messages m
    join public.conversations c on c.id = m.conversation_id
    join public.conversation_participants me
      on me.conversation_id = m.conversation_id and me.user_id = any(${actorsOf(sql, userId)})
    join private.message_previews mp on mp.message_id = m.id and mp.shown
    join private.link_previews p on p.id = mp.preview_id and p.picture is not null
    where m.id = ${messageId} and m.has_preview and ${hasBody(sql, 'm')}
      and me.left_at is null and m.seq > me.joined_seq
      and not (${isPair(sql, 'c')} and exists (
        select from public.blocks b where b.blocker_id = m.sender_id and b.blocked_id = me.user_id
      ))`
  if (picture === undefined) throw notFound('picture')
  return picture
}
