import type { Sql } from '../database/client.ts'

/**
 * Whether others may find an account and begin a conversation with it. Nobody may with one whose address was never
 * confirmed (it may be anybody's), that is banned or deleted, or that is anonymous where these are refused. An account
 * without any address comes from a provider, which has confirmed it.
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
