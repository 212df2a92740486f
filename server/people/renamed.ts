import type { Person, Renamed } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { isCompanion } from './companions.ts'
import { personJson } from './person-json.ts'

/** People in one answer, give or take those who changed in the same moment. */
const PAGE = 500

interface Row {
  /** In the order in which they changed. */
  people: Person[]
  as_of: string
  more: boolean
}

const micros = (sql: Sql, time: ReturnType<Sql>) =>
  sql`to_char((${time}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * Whose name or picture is another since, of the people one meets by name: no counter that sync could compare rises with
 * it. `as_of` looks back a minute, because what is being written now has its time already.
 */
export async function renamedPeople(
  sql: Sql,
  userId: string,
  since: string | undefined,
): Promise<Renamed> {
  // As text, or the client would cut it to milliseconds. Behind null there is nothing.
  const after = sql`${since ?? null}::text::timestamptz`
  const [row] = await sql<Row[]>`
    with changed as materialized (
      select p.id, p.username, p.display_name, p.avatar_url, p.changed_at from public.profiles p
      where p.changed_at > ${after} and (p.id = ${userId} or ${isCompanion(sql, userId)})
      order by p.changed_at fetch first ${PAGE} rows with ties
    ),
    page as materialized (select count(*) >= ${PAGE} as is_full, max(changed_at) as last from changed)
    select
      (
        select coalesce(json_agg(${personJson(sql)} order by someone.changed_at), '[]')
        from changed someone
      ) as people,
      ${micros(sql, sql`case when page.is_full then page.last else now() - interval '1 minute' end`)} as as_of,
      page.is_full as more
    from page`
  if (row === undefined) throw new Error('the changes answered nothing')
  return row
}
