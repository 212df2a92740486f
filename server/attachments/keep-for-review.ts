import type { Sql } from '../database/client.ts'
import type { MessageWithFiles } from '../messages/store/new-message.ts'
import { isReviewOf } from '../messages/store/review-of.ts'

/**
 * A filter keeps the message for a moderator. Its report names the files, so that they go along when it is released, and
 * holds their bytes until it is decided. The moderator opens them as the files of any report. A retry changes nothing:
 * nobody puts another file in the place of one that a moderator has looked at.
 * @returns whether all of them are uploads of the sender
 */
export async function keepForReview(
  tx: Sql,
  { files: { ownerId, items }, ...message }: MessageWithFiles,
): Promise<boolean> {
  // The new version refuses a decision on the message as it was without files.
  const [review] = await tx<{ id: string }[]>`
    update public.reports
    set draft = draft || ${JSON.stringify({ files: items })}::text::jsonb, version = version + 1
    where ${isReviewOf(tx, message)} and decided_at is null and draft -> 'files' is null
    returning id`
  if (review === undefined) return true
  const { count } = await tx`
    insert into private.reported_files (report_id, upload_id)
    select ${review.id}, u.id from private.uploads u
    where u.id = any(${items.map(({ id }) => id)}::uuid[]) and u.owner_id = ${ownerId} and u.state = 'ready'`
  return count === items.length
}
