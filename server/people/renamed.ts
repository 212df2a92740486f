import type { Person, Renamed } from '../../wire/people.ts'
import type { Database, Sql } from '../database/client.ts'
import { inShortTime } from '../short-time.ts'
import { isSeenBy } from './acquaintances.ts'
import { personJson } from './person-json.ts'

/**
 * The most people that one answer looks at, whether or not the asker meets them. Those who changed in the same moment as
 * the last one are added. Without it, an old `since` would look at everybody who has an account.
 */
const PAGE = 500

interface Row {
  /** The people in the order in which they changed. */
  people: Person[]
  as_of: string
  more: boolean
}

const micros = (sql: Sql, time: ReturnType<Sql>) =>
  sql`to_char((${time}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * The people whose name or picture changed since a moment, if the asker meets them under their names. No counter that
 * sync compares rises with such a change. `as_of` is one minute ago: a change that is being written now already has its
 * time, but cannot be read yet.
 */
export const renamedPeople = (
  sql: Database,
  userId: string,
  since: string | undefined,
): Promise<Renamed> => inShortTime(sql, (tx) => changesSince(tx, userId, since))

async function changesSince(sql: Sql, userId: string, since: string | undefined): Promise<Renamed> {
  // The driver would shorten a date to milliseconds, so the time is sent as text. No time is later than null.
  const after = sql`${since ?? null}::text::timestamptz`
  const [row] = await sql<Row[]>`
    with looked as materialized (
      select p.id, p.username, p.display_name, p.avatar_url, p.changed_at from public.profiles p
      where p.changed_at > ${after}
      order by p.changed_at fetch first ${PAGE} rows with ties
    ),
    page as materialized (select count(*) >= ${PAGE} as is_full, max(changed_at) as last from looked),
    changed as materialized (
      select p.* from looked p where p.id = ${userId} or ${isSeenBy(sql, 'p', userId)}
    )
    select
      (
        select coalesce(json_agg(${personJson(sql, 'profile')} order by profile.changed_at), '[]')
        from changed profile
      ) as people,
      ${micros(sql, sql`case when page.is_full then page.last else now() - interval '1 minute' end`)} as as_of,
      page.is_full as more
    from page`
  if (row === undefined) throw new Error('the changes answered nothing')
  return row
}
