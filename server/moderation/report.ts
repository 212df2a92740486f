import type { ReportDraft } from '../../wire/moderation.ts'
import type { Database, Sql } from '../database/client.ts'
import { isUnderNames } from '../kinds/conditions.ts'
import { personIdById } from '../people/lookup.ts'
import { notFound, Refusal } from '../refusal.ts'
import { copiesAround } from './copies.ts'

/** Reports a message or a person. The answer does not tell whether others have reported the same. */
export async function makeReport(sql: Database, userId: string, draft: ReportDraft): Promise<void> {
  await sql.begin(async (tx) => {
    const { id, isNew } =
      draft.message_id === undefined
        ? await reportPerson(tx, userId, draft.user_id ?? '', draft.reason)
        : await reportMessage(tx, userId, draft.message_id, draft.reason)
    const { count } = await tx`
      insert into private.report_notes (report_id, reporter_id, reason, note)
      values (${id}, ${userId}, ${draft.reason}, ${draft.note}) on conflict do nothing`
    if (!isNew && count > 0) {
      await tx`update public.reports set reporter_count = reporter_count + 1 where id = ${id}`
    }
  })
}

interface Made {
  id: string
  isNew: boolean
}

/** Only a person who can read the message finds it. A report that is open is locked, and takes one reporter more. */
async function reportMessage(
  sql: Sql,
  userId: string,
  messageId: string,
  reason: string,
): Promise<Made> {
  const [made] = await sql<Made[]>`
    insert into public.reports as r (kind, reason, message_id, conversation_id, subject_id, context)
    select 'message', ${reason}, m.id, m.conversation_id,
      case when ${isUnderNames(sql, 'c')} then m.sender_id end, ${copiesAround(sql, 'm', 'c', 'me')}
    from public.messages m
    join public.conversations c on c.id = m.conversation_id
    join public.conversation_participants me
      on me.conversation_id = m.conversation_id and me.user_id = ${userId} and me.left_at is null
        and m.seq > me.joined_seq
    where m.id = ${messageId} and m.kind = 'text' and m.deleted_at is null
      and m.sender_id is distinct from ${userId}
    on conflict (message_id) where decided_at is null and kind = 'message'
      do update set reporter_count = r.reporter_count
    returning r.id, r.xmax = 0 as "isNew"`
  if (made === undefined) throw notFound('message')
  return made
}

async function reportPerson(
  sql: Sql,
  userId: string,
  personId: string,
  reason: string,
): Promise<Made> {
  if (personId === userId) throw new Refusal('invalid_request', 'You cannot report yourself.')
  const id = await personIdById(sql, personId)
  if (id === null) throw notFound('person')
  const [made] = await sql<Made[]>`
    insert into public.reports as r (kind, reason, subject_id) values ('person', ${reason}, ${id})
    on conflict (subject_id) where decided_at is null and kind = 'person'
      do update set reporter_count = r.reporter_count
    returning r.id, r.xmax = 0 as "isNew"`
  return made!
}
