import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { aliasJson } from '../aliases/people.ts'
import { hasEnded } from '../messages/store/has-ended.ts'
import { personJson } from '../people/person-json.ts'

/** The messages that a report copies on each side of the reported one. */
const AROUND = 5

/** The facts about the files of a message, without small previews: no moderator has opened the pictures yet. */
const filesOf = (sql: Sql, message: string) => sql`
  coalesce((
    select jsonb_agg(private.file_json(u)::jsonb || '{"placeholder": null}' order by u.position)
    from private.uploads u where u.message_id = ${sql(message)}.id
  ), '[]')`

/** The files of a message that waits for a review. `report` is the name of a row of `reports` in the query. */
export const waitingFiles = (sql: Sql, report: string) => sql`
  coalesce((
    select jsonb_agg(private.file_json(u)::jsonb || '{"placeholder": null}' order by u.created_at, u.id)
    from private.reported_files kept join private.uploads u on u.id = kept.upload_id
    where kept.report_id = ${sql(report)}.id and ${sql(report)}.kind = 'review'
  ), '[]')`

/**
 * Copies of a message and of those around it that the reporter may read, as JSON. In a room with aliases the sender is
 * the alias. The names are those of rows of `messages` and of the reporter's `conversation_participants`.
 */
export function copiesAround(sql: Sql, message: string, reporter: string) {
  const [m, me] = [sql(message), sql(reporter)]
  const near = sql`
    from public.messages x
    where x.conversation_id = ${m}.conversation_id and x.seq > ${me}.joined_seq`
  return sql`
  (
    select jsonb_agg(jsonb_build_object(
      'seq', x.seq,
      'sender', case when p.id is not null then ${personJson(sql, 'p')} when a.id is not null then ${aliasJson(sql, 'a')} end,
      'kind', x.kind, 'body', case when ${hasEnded(sql, 'x')} then '' else x.body end,
      'created_at', ${isoTime(sql, 'x.created_at')}, 'edited_at', ${isoTime(sql, 'x.edited_at')},
      'deleted', x.deleted_at is not null or ${hasEnded(sql, 'x')} is true, 'hidden', x.hidden_at is not null, 'reported', x.id = ${m}.id,
      'file_count', case when ${hasEnded(sql, 'x')} then 0 else x.file_count end,
      'files', case when x.id = ${m}.id then ${filesOf(sql, message)} else '[]' end
    ) order by x.seq)
    from (
      (select x.* ${near} and x.seq <= ${m}.seq order by x.seq desc limit ${AROUND + 1})
      union all
      (select x.* ${near} and x.seq > ${m}.seq order by x.seq limit ${AROUND})
    ) x
    left join public.profiles p on p.id = x.sender_id
    left join private.aliases a on a.id = x.sender_id
  )`
}
