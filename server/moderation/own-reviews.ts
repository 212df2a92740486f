import type { OwnReview } from '../../wire/moderation/reviews.ts'
import type { Database, Sql } from '../database/client.ts'
import type { NewMessage } from '../messages/store/new-message.ts'
import { isReviewOf } from '../messages/store/review-of.ts'
import { notFound, Refusal } from '../refusal.ts'

/** Names a message that a filter keeps for a moderator. Only its sender finds it. */
export type WaitingMessage = Pick<NewMessage, 'conversation_id' | 'sender_id' | 'client_id'>

/**
 * The message stands in the conversation. No moderator needs to have decided: when the last filter is gone, nothing keeps
 * a second attempt.
 */
const isSent = (sql: Sql, { conversation_id, sender_id, client_id }: WaitingMessage) => sql`
  exists (
    select from public.messages m
    where m.conversation_id = ${conversation_id} and m.sender_id = ${sender_id} and m.client_id = ${client_id}
  )`

/** How the message stands, for a page that was away when a moderator decided. */
export async function ownReviewOf(sql: Sql, waiting: WaitingMessage): Promise<OwnReview> {
  const [review] = await sql<OwnReview[]>`
    select case
        when ${isSent(sql, waiting)} then 'released'
        when taken_back_at is not null then 'taken_back'
        when decided_at is null then 'waiting'
        when exists (
          select from private.moderation_actions a where a.report_id = reports.id and a.action = 'release'
        ) then 'released'
        else 'refused'
      end as state,
      (
        select a.reason from private.moderation_actions a where a.report_id = reports.id
        order by a.created_at desc limit 1
      ) as reason
    from (values (true)) always left join public.reports on ${isReviewOf(sql, waiting)}
    where reports.id is not null or ${isSent(sql, waiting)}`
  if (review === undefined) throw notFound('message in review')
  return review
}

/**
 * Takes a waiting message back. The moderator who decides at the same moment locks the same row, so one of the two is
 * first. The text goes at once. Its place stays, so that a second attempt learns that nothing is sent.
 * @returns whether this call changed anything: the repeat of a lost answer does not
 * @throws Refusal `conflict` when a moderator was first or the message is sent. `taken_back` when no such message waits:
 * an older relay answers `not_found`, because it does not know the route, and the message may wait there all the same
 */
export function takeBack(sql: Database, waiting: WaitingMessage): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [review] = await tx<{ id: string; isDecided: boolean; isTakenBack: boolean }[]>`
      select id, decided_at is not null as "isDecided", taken_back_at is not null as "isTakenBack"
      from public.reports where ${isReviewOf(tx, waiting)} for update`
    // This is asked after the lock, because a release that was first may have sent the message meanwhile.
    const [sent] = await tx`select where ${isSent(tx, waiting)}`
    if (sent !== undefined) throw new Refusal('conflict', 'This message is sent.')
    if (review === undefined) throw new Refusal('taken_back', 'No such message waits.')
    if (review.isTakenBack) return false
    if (review.isDecided) {
      throw new Refusal('conflict', 'A moderator has decided about this message already.')
    }
    await tx`
      update public.reports
      set draft = jsonb_build_object('client_id', draft -> 'client_id'), decided_at = now(),
        taken_back_at = now(), claimed_by = null, claimed_until = null, version = version + 1
      where id = ${review.id}`
    await forgetFiles(tx, review.id, waiting.sender_id)
    return true
  })
}

/** Nobody needs its files any more. The upkeep removes their bytes. */
async function forgetFiles(sql: Sql, reportId: string, ownerId: string): Promise<void> {
  await sql`
    with kept as (delete from private.reported_files where report_id = ${reportId} returning upload_id)
    update private.uploads u set state = 'released', owner_id = null
    from kept where u.id = kept.upload_id and u.owner_id = ${ownerId} and u.message_id is null`
}
