import type { Sql } from '../database/client.ts'

/**
 * Whether an account was deleted, and its rows still have to be deleted. To everybody it is gone already. PostgreSQL
 * reads these accounts once for a whole query: there are hardly ever any.
 */
export const isDeparting = (sql: Sql, userId: ReturnType<Sql>) => sql`
  (${userId} in (select departing.id from private.accounts departing where departing.deleted_at is not null))`

/** The id of an account, or null when the account is departing. */
export const unlessDeparting = (sql: Sql, userId: ReturnType<Sql>) => sql`
  (case when not ${isDeparting(sql, userId)} then ${userId} end)`

/**
 * The ids of all departing accounts, as an array. For a query that tests ids in several places it is cheaper than
 * `isDeparting`, when a row with `offset 0` holds it: then it is read once.
 */
export const departingIds = (sql: Sql) => sql`
  array(select departing.id from private.accounts departing where departing.deleted_at is not null)`
