import type { Sql } from '../database/client.ts'
import type { MessageWithFiles } from '../messages/store/new-message.ts'

/**
 * A filter keeps the message for a moderator. Its report names the files, so that they go along when it is released, and
 * holds their bytes until it is decided. The moderator opens them as the files of any report.
 * @returns whether all of them are uploads of the sender
 */
export async function keepForReview(
  tx: Sql,
  { conversation_id, sender_id, client_id, files: { ownerId, items } }: MessageWithFiles,
): Promise<boolean> {
  const ids = items.map(({ id }) => id)
  await tx`
    update public.reports set draft = draft || ${JSON.stringify({ files: items })}::text::jsonb
    where ${isReviewOf(tx, { conversation_id, sender_id, client_id })}`
  const rows = await tx`
    with review as (
      select id from public.reports
      where ${isReviewOf(tx, { conversation_id, sender_id, client_id })}
    ), kept as (
      insert into private.reported_files (report_id, upload_id)
      select review.id, u.id from review, private.uploads u
      where u.id = any(${ids}::uuid[]) and u.owner_id = ${ownerId} and u.state = 'ready'
      on conflict (upload_id, report_id) do update set opened_by = reported_files.opened_by
      returning upload_id
    )
    select from kept`
  return rows.length === ids.length
}

type Kept = Pick<MessageWithFiles, 'conversation_id' | 'sender_id' | 'client_id'>

const isReviewOf = (tx: Sql, { conversation_id, sender_id, client_id }: Kept) => tx`
  kind = 'review' and subject_id = ${sender_id} and conversation_id = ${conversation_id}
  and draft ->> 'client_id' = ${client_id}`
