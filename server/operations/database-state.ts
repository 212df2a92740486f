import type { DatabaseState } from '../../wire/operations.ts'
import type { Sql } from '../database/client.ts'
import { DatabaseUnreachable } from '../database/faults.ts'
import { Refusal } from '../refusal.ts'

/** The newest file of supabase/migrations that names itself in `private.installation`. */
export const neededMigration = '20261128210000'

/** What PostgreSQL says where nothing was migrated, or only what came before the migration that is asked for. */
const isUnknown = (error: unknown) =>
  ['3F000', '42P01', '42703', '42883'].includes((error as { code?: string }).code ?? '')

/**
 * The newest migration in the database. Throws a refusal when the database cannot be reached. A database with newer
 * migrations serves an older relay too.
 */
export async function databaseStateOf(sql: Sql): Promise<DatabaseState> {
  const migration = await appliedMigration(sql)
  return {
    migration,
    needed: neededMigration,
    is_current: migration !== null && migration >= neededMigration,
    missing_attachments: await missingAttachments(sql),
    reindexed: await reindexedShare(sql),
  }
}

async function appliedMigration(sql: Sql): Promise<string | null> {
  try {
    const [row] = await sql<{ migration: string }[]>`select migration from private.installation`
    return row?.migration ?? null
  } catch (error) {
    if (isUnknown(error)) return null
    const reason =
      error instanceof DatabaseUnreachable ? error.message : 'The database cannot be reached.'
    throw new Refusal('unavailable', reason)
  }
}

/**
 * What Parley has outside its own tables and functions and is missing, above all triggers on Supabase's tables. A database
 * from before they were counted misses none.
 */
async function missingAttachments(sql: Sql): Promise<string[]> {
  try {
    const rows = await sql<{ name: string }[]>`
      select name from private.missing_attachments() as missing (name)`
    return rows.map(({ name }) => name)
  } catch (error) {
    if (isUnknown(error)) return []
    throw new Refusal('unavailable', 'The database cannot be reached.')
  }
}

/** Ids of messages are random. So the id that the walk has come to tells the share of the messages behind it. */
async function reindexedShare(sql: Sql): Promise<number | null> {
  try {
    const [row] = await sql<{ share: number }[]>`
      select ('x' || left(last_id::text, 8))::bit(32)::bigint / 4294967296.0::float8 as share
      from private.search_reindexing where last_id is not null and finished_at is null`
    return row?.share ?? null
  } catch (error) {
    if (isUnknown(error)) return null
    throw new Refusal('unavailable', 'The database cannot be reached.')
  }
}

/** Refuses a database that lacks what the queries of this version rely on. */
export async function requireCurrentDatabase(sql: Sql): Promise<void> {
  const { migration, needed, is_current, missing_attachments } = await databaseStateOf(sql)
  if (!is_current) {
    const present = migration === null ? 'names no migration' : `is at migration ${migration}`
    throw new Refusal('unavailable', `The database ${present}; this version needs ${needed}.`)
  }
  if (missing_attachments.length > 0) {
    const names = missing_attachments.join(', ')
    throw new Refusal(
      'unavailable',
      `The database lost what Parley has on Supabase's tables: ${names}. Put it back as postgres: select private.attach_to_auth();`,
    )
  }
  await requireBuiltIndexes(sql)
}

/** An index whose building was broken off serves nobody, and queries then read whole tables. */
async function requireBuiltIndexes(sql: Sql): Promise<void> {
  // A building that ends in this moment is not under way any more, and its index not valid yet. So it is asked for twice.
  const first = await unbuiltIndexes(sql)
  if (first.length === 0) return
  const second = await unbuiltIndexes(sql)
  const names = first.filter((name) => second.includes(name)).join(', ')
  if (names === '') return
  throw new Refusal('unavailable', `Indexes were not built to their end: ${names}. Reindex them.`)
}

async function unbuiltIndexes(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select name from private.unbuilt_indexes() as unbuilt (name)`
  return rows.map(({ name }) => name)
}
