import type { DatabaseState } from '../../wire/operations.ts'
import type { Sql } from '../database/client.ts'
import { DatabaseUnreachable } from '../database/faults.ts'
import { Refusal } from '../refusal.ts'

/** The newest file of supabase/migrations that names itself in `private.installation`. */
export const neededMigration = '20261126090200'

/** The errors of PostgreSQL when no migration was applied, or only migrations that do not name themselves. */
const isUnknown = (error: unknown) =>
  ['3F000', '42P01', '42703'].includes((error as { code?: string }).code ?? '')

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

/** Refuses a database that lacks a migration which the queries of this version need. */
export async function requireCurrentDatabase(sql: Sql): Promise<void> {
  const { migration, needed, is_current } = await databaseStateOf(sql)
  if (is_current) return
  const present = migration === null ? 'names no migration' : `is at migration ${migration}`
  throw new Refusal('unavailable', `The database ${present}; this version needs ${needed}.`)
}
