import type { Sql } from '../database/client.ts'

/**
 * Whether others may find an account and begin a conversation with it. Nobody may find an account whose address was never
 * confirmed, because the address may belong to another person. The same holds for banned and deleted accounts, and for
 * anonymous ones where these are refused. An account without an address comes from a provider, which has confirmed the
 * person.
 * @param id an expression over the query's columns, or a value in one
 */
export const isReachable = (sql: Sql, id: ReturnType<Sql>) => sql`
  exists (
    select from auth.users u
    where u.id = ${id}
      and (u.confirmed_at is not null or coalesce(nullif(u.email, ''), nullif(u.phone, '')) is null)
      and (u.banned_until is null or u.banned_until <= now())
      and u.deleted_at is null
      and (not u.is_anonymous or (select anonymous_allowed from private.installation))
  )`
