import type { ReportDraft } from '../../wire/moderation/moderation.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import { actorOn } from '../aliases/actors.ts'
import { aliasBesideOwn } from '../aliases/people.ts'
import type { Database, Sql } from '../database/client.ts'
import { hasEnded } from '../messages/store/has-ended.ts'
import { personIdById } from '../people/lookup.ts'
import { countForNewAccount } from '../people/new-account.ts'
import { postCopy } from '../posts/hide.ts'
import { postsThatAreThere } from '../posts/post-json.ts'
import { notFound, Refusal } from '../refusal.ts'
import { copiesAround } from './copies.ts'
import { keepFiles } from './reported-files.ts'

/** Reports a message, a person or a post. The answer does not tell whether others have reported the same. */
export async function makeReport(sql: Database, userId: string, draft: ReportDraft): Promise<void> {
  await sql.begin(async (tx) => {
    const { id, isNew, reporterId } = await openReport(tx, userId, draft)
    const { count } = await tx`
      insert into private.report_notes (report_id, reporter_id, reason, note)
      values (${id}, ${reporterId}, ${draft.reason}, ${draft.note}) on conflict do nothing`
    if (count === 0) return
    await countForNewAccount(tx, userId, 'reports')
    if (!isNew) {
      await tx`update public.reports set reporter_count = reporter_count + 1 where id = ${id}`
    }
  })
}

interface Made {
  id: string
  isNew: boolean
  /** In a dark room it is the alias of the reporter, so that no row joins an account to a room. */
  reporterId: string
}

function openReport(
  sql: Sql,
  userId: string,
  { message_id, post_id, user_id, reason }: ReportDraft,
): Promise<Made> {
  if (message_id !== undefined) return reportMessage(sql, userId, message_id, reason)
  if (post_id !== undefined) return reportPost(sql, userId, post_id, reason)
  return reportPerson(sql, userId, user_id ?? '', reason)
}

/** Only a person who can read the message finds it. A report that is open is locked, and takes one reporter more. */
async function reportMessage(
  sql: Sql,
  userId: string,
  messageId: string,
  reason: string,
): Promise<Made> {
  const reporterId = await actorOn(sql, userId, messageId)
  const [made] = await sql<Omit<Made, 'reporterId'>[]>`
    insert into public.reports as r (kind, reason, message_id, conversation_id, subject_id, context)
    select 'message', ${reason}, m.id, m.conversation_id, m.sender_id, ${copiesAround(sql, 'm', 'me')}
    from public.messages m
    join public.conversation_participants me
      on me.conversation_id = m.conversation_id and me.user_id = ${reporterId} and me.left_at is null
        and m.seq > me.joined_seq
    where m.id = ${messageId} and m.kind = 'text' and m.deleted_at is null
      and ${hasEnded(sql, 'm')} is not true and m.sender_id is distinct from ${reporterId}
    on conflict (message_id) where decided_at is null and kind = 'message'
      do update set reporter_count = r.reporter_count
    returning r.id, r.xmax = 0 as "isNew"`
  if (made === undefined) throw notFound('message')
  if (made.isNew) await keepFiles(sql, made.id, messageId)
  return { ...made, reporterId }
}

/**
 * Copies the post as it is now. Later reporters join the open report. Its copy stays, however often the author edits the
 * post.
 */
async function reportPost(sql: Sql, userId: string, postId: string, reason: string): Promise<Made> {
  const [made] = await sql<Omit<Made, 'reporterId'>[]>`
    insert into public.reports as r (kind, reason, post_id, subject_id, post)
    select 'post', ${reason}, p.id, p.author_id, ${postCopy(sql, 'p')}
    from ${postsThatAreThere(sql, userId)} where p.id = ${postId} and p.author_id <> ${userId}
    on conflict (post_id, (reason = 'filter')) where decided_at is null and kind = 'post'
      do update set reporter_count = r.reporter_count
    returning r.id, r.xmax = 0 as "isNew"`
  if (made === undefined) throw notFound('post')
  return { ...made, reporterId: userId }
}

async function reportPerson(
  sql: Sql,
  userId: string,
  personId: string,
  reason: string,
): Promise<Made> {
  const subject = isOfDarkRoom(personId)
    ? await aliasBesideOwn(sql, userId, personId)
    : { id: await personIdById(sql, personId), reporterId: userId, roomId: null }
  if (subject.id === subject.reporterId) {
    throw new Refusal('invalid_request', 'You cannot report yourself.')
  }
  if (subject.id === null) throw notFound('person')
  const [made] = await sql<Omit<Made, 'reporterId'>[]>`
    insert into public.reports as r (kind, reason, subject_id, conversation_id)
    values ('person', ${reason}, ${subject.id}, ${subject.roomId})
    on conflict (subject_id) where decided_at is null and kind = 'person'
      do update set reporter_count = r.reporter_count
    returning r.id, r.xmax = 0 as "isNew"`
  return { ...made!, reporterId: subject.reporterId }
}
