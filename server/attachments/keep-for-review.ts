import type { Sql } from '../database/client.ts'
import type { MessageWithFiles } from '../messages/store/new-message.ts'

/**
 * A filter keeps the message for a moderator. Its report names the files, so that they go along when it is released, and
 * holds their bytes until it is decided. The moderator opens them as the files of any report. A retry changes nothing:
 * nobody puts another file in the place of one that a moderator has looked at.
 * @returns whether all of them are uploads of the sender
 */
export async function keepForReview(
  tx: Sql,
  { conversation_id, sender_id, client_id, files: { ownerId, items } }: MessageWithFiles,
): Promise<boolean> {
  // The new version refuses a decision on the message as it was without files.
  const [review] = await tx<{ id: string }[]>`
    update public.reports
    set draft = draft || ${JSON.stringify({ files: items })}::text::jsonb, version = version + 1
    where kind = 'review' and subject_id = ${sender_id} and conversation_id = ${conversation_id}
      and draft ->> 'client_id' = ${client_id} and draft -> 'files' is null
    returning id`
  if (review === undefined) return true
  const { count } = await tx`
    insert into private.reported_files (report_id, upload_id)
    select ${review.id}, u.id from private.uploads u
    where u.id = any(${items.map(({ id }) => id)}::uuid[]) and u.owner_id = ${ownerId} and u.state = 'ready'`
  return count === items.length
}
