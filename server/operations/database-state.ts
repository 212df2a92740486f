import type { DatabaseState } from '../../wire/operations.ts'
import type { Sql } from '../database/client.ts'
import { DatabaseUnreachable } from '../database/faults.ts'
import type { Logger } from '../logger.ts'
import { Refusal } from '../refusal.ts'

/** The newest file of supabase/migrations that names itself in `private.installation`. */
export const neededMigration = '20261126190200'

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
    missing_triggers: await missingTriggers(sql),
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

/** The triggers of Parley on Supabase's tables that are missing. A database from before they were counted misses none. */
async function missingTriggers(sql: Sql): Promise<string[]> {
  try {
    const rows = await sql<{ name: string }[]>`
      select name from private.missing_auth_triggers() as missing (name)`
    return rows.map(({ name }) => name)
  } catch (error) {
    if (isUnknown(error)) return []
    throw new Refusal('unavailable', 'The database cannot be reached.')
  }
}

/**
 * Says so in the log when triggers are missing. Parley goes on without them: it then learns later of what ends at Supabase,
 * and not at all how to number what a deleted account wrote.
 */
export async function tellMissingTriggers(sql: Sql, log: Logger): Promise<void> {
  const missing = await missingTriggers(sql).catch(() => [])
  if (missing.length === 0) return
  log.error(
    { missing },
    'triggers are missing; restore them: select private.restore_auth_triggers()',
  )
}

/** Refuses a database that lacks what the queries of this version rely on. */
export async function requireCurrentDatabase(sql: Sql): Promise<void> {
  const { migration, needed, is_current } = await databaseStateOf(sql)
  if (is_current) return requireBuiltIndexes(sql)
  const present = migration === null ? 'names no migration' : `is at migration ${migration}`
  throw new Refusal('unavailable', `The database ${present}; this version needs ${needed}.`)
}

/** An index whose building was broken off serves nobody, and queries then read whole tables. */
async function requireBuiltIndexes(sql: Sql): Promise<void> {
  const unbuilt = await sql<{ name: string }[]>`
    select name from private.unbuilt_indexes() as unbuilt (name)`
  if (unbuilt.length === 0) return
  const names = unbuilt.map(({ name }) => name).join(', ')
  throw new Refusal('unavailable', `Indexes were not built to their end: ${names}. Reindex them.`)
}
