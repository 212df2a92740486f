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
 * One row with the ids of all departing accounts, as the column `ids`. For a query that tests ids in several places it is
 * cheaper than `isDeparting`. `offset 0` keeps it one row that is read once.
 */
export const departingIds = (sql: Sql) => sql`
  (
    select array(
      select departing.id from private.accounts departing where departing.deleted_at is not null
    ) as ids offset 0
  )`
