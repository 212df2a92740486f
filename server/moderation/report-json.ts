import { aliasJson } from '../aliases/people.ts'
import type { Sql } from '../database/client.ts'
import { perName } from '../database/fragments.ts'
import { isoTime } from '../database/iso-time.ts'
import { personJson } from '../people/person-json.ts'
import { isOwnReport } from './impartial.ts'

/** An account by its profile, or an alias by its name alone. */
const personOfId = (sql: Sql, column: ReturnType<Sql>) => sql`
  coalesce(
    (select ${personJson(sql, 'someone')} from public.profiles someone where someone.id = ${column}),
    (select ${aliasJson(sql, 'masked')} from private.aliases masked where masked.id = ${column})
  )`

/** A row of `public.reports` as the queue lists it to this moderator. */
export const reportJson = (sql: Sql, alias: string, moderatorId: string) => {
  const r = sql(alias)
  return sql`
  json_build_object('id', ${r}.id, 'kind', ${r}.kind, 'reason', ${r}.reason,
    'subject', ${personOfId(sql, sql`${r}.subject_id`)}, 'reporter_count', ${r}.reporter_count,
    'created_at', ${isoTime(sql, `${alias}.created_at`)}, 'decided_at', ${isoTime(sql, `${alias}.decided_at`)},
    'taken_back', ${r}.taken_back_at is not null,
    'claimed_by', case when ${r}.decided_at is not null or ${r}.claimed_until > now()
      then ${personOfId(sql, sql`${r}.claimed_by`)} end,
    'claimed_until', case when ${r}.claimed_until > now() then ${isoTime(sql, `${alias}.claimed_until`)} end,
    'is_own', ${isOwnReport(sql, alias, moderatorId)}, 'version', ${r}.version)`
}

/** A row of `private.moderation_actions`. */
export const actionJson = perName((sql, alias: string) => {
  const a = sql(alias)
  return sql`
  json_build_object('id', ${a}.id, 'action', ${a}.action, 'is_post', ${a}.post_id is not null, 'reason', ${a}.reason,
    'moderator', ${personOfId(sql, sql`${a}.moderator_id`)},
    'created_at', ${isoTime(sql, `${alias}.created_at`)}, 'ends_at', ${isoTime(sql, `${alias}.ends_at`)},
    'undone_at', ${isoTime(sql, `${alias}.undone_at`)}, 'read_at', ${isoTime(sql, `${alias}.read_at`)},
    'appealed_at', ${isoTime(sql, `${alias}.appealed_at`)})`
})
