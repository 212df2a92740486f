import type { Person } from '../../wire/people.ts'
import type { Unmasking } from '../../wire/rooms/rooms.ts'
import type { Database, Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/** A moderator who sends the same reason again within this time has not got the answer. */
const RETRY = '15 minutes'

/**
 * Tells a moderator who wrote a reported message of a dark room. The audit log and the notice for the person are written
 * in the same transaction: nobody is looked up without both. The caller has checked the role of the moderator. A retry
 * after a lost answer tells the moderator nothing new, so it stands beside the first look-up and not as a second one.
 * @returns null when the account was deleted
 */
export function unmask(
  sql: Database,
  moderatorId: string,
  { report_id, reason }: { report_id: string; reason: string },
): Promise<Person | null> {
  return sql.begin(async (tx) => {
    const aliasId = await reportedAlias(tx, report_id)
    const [alias] = await tx<{ person: Person | null }[]>`
      select case when p.id is not null then json_build_object(
        'id', p.id, 'username', p.username, 'display_name', p.display_name, 'avatar_url', p.avatar_url
      ) end as person
      from private.aliases a left join public.profiles p on p.id = a.user_id
      where a.id = ${aliasId}`
    if (alias === undefined) throw new Refusal('conflict', 'This alias was deleted by now.')
    const { count } = await tx`
      insert into private.unmaskings (alias_id, report_id, moderator_id, reason)
      select ${aliasId}, ${report_id}, ${moderatorId}, ${reason}
      where not exists (
        select from private.unmaskings u
        where u.alias_id = ${aliasId} and u.report_id = ${report_id} and u.moderator_id = ${moderatorId}
          and u.reason = ${reason} and u.at > now() - ${RETRY}::interval
      )`
    if (count > 0) {
      await tx`
        insert into public.audit_log (action, reason, subject_id, actor_id, details)
        values ('alias_unmasked', 'report', ${aliasId}, ${moderatorId}, ${reason})`
    }
    return alias.person
  })
}

/**
 * The report names the alias, so the author is known for longer than the message lives. The report is locked, so that two
 * look-ups at once are written one after the other.
 */
async function reportedAlias(sql: Sql, reportId: string): Promise<string> {
  const [reported] = await sql<{ alias_id: string | null }[]>`
    select coalesce(r.subject_id::text, (
      select copy ->> 'sender_id' from jsonb_array_elements(r.context) copy
      where copy ->> 'id' = r.message_id::text
    ), (select m.sender_id::text from public.messages m where m.id = r.message_id)) as alias_id
    from public.reports r where r.id = ${reportId} for no key update of r`
  if (reported === undefined) throw notFound('report')
  if (reported.alias_id === null) throw new Refusal('conflict', 'Nobody is behind this message.')
  return reported.alias_id
}

/** When somebody looked up who is behind this alias. The moderator is not named. */
export async function unmaskingsOf(sql: Sql, aliasId: string): Promise<Unmasking[]> {
  const rows = await sql<{ at: Date; reason: string }[]>`
    select at, reason from private.unmaskings where alias_id = ${aliasId} order by id desc limit 100`
  return rows.map(({ at, reason }) => ({ at: at.toISOString(), reason }))
}
