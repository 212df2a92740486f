import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { splitSqlStatements } from '../lite-package.ts'
import postgres, { type Sql } from 'postgres'

/** One file of supabase/migrations. */
export interface Migration {
  version: string
  name: string
  text: string
}

const FILE_NAME = /^(\d{14})_([a-z0-9_]+)\.sql$/

/**
 * Applies pending migrations, in order, as the role that owns the database of a hosted project. It records them where
 * the Supabase CLI does, so that both see the same history.
 */
export async function migrate(databaseUrl: string, directory: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    await createHistory(sql)
    const applied = await sql<{ version: string }[]>`
      select version from supabase_migrations.schema_migrations`
    const known = new Set(applied.map(({ version }) => version))
    const pending = readMigrations(directory).filter(({ version }) => !known.has(version))
    for (const migration of pending) await apply(sql, migration)
    return pending.map(({ version, name }) => `${version}_${name}`)
  } finally {
    await sql.end()
  }
}

/** The folder's migrations in the order of their versions. */
export function readMigrations(directory: string): Migration[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'))
  return files.sort().map((file) => {
    const match = FILE_NAME.exec(file)
    if (!match) throw new Error(`${file} is not named <14 digits>_<name>.sql`)
    const [, version = '', name = ''] = match
    return { version, name, text: readFileSync(join(directory, file), 'utf8') }
  })
}

async function apply(sql: Sql, migration: Migration): Promise<void> {
  const statements = splitSqlStatements(migration.text)
  try {
    if (statements.some(runsOutsideTransactions)) {
      for (const statement of statements) await sql.unsafe(statement)
      await record(sql, migration, statements)
    } else {
      await sql.begin(async (tx) => {
        await tx.unsafe(migration.text)
        await record(tx, migration, statements)
      })
    }
    // Settings that a file makes for itself, such as a lock_timeout, end with it.
    await sql`reset all`
  } catch (error) {
    throw new Error(`Migration ${migration.version}_${migration.name} failed: ${String(error)}`, {
      cause: error,
    })
  }
}

function runsOutsideTransactions(statement: string): boolean {
  const code = statement.replace(/--[^\n]*/g, '').trim()
  return /^(create|drop|reindex)\b[^;]*\bconcurrently\b/i.test(code)
}

async function record(sql: Pick<Sql, 'unsafe'>, { version, name }: Migration, done: string[]) {
  await sql.unsafe(
    'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)',
    [version, name, done],
  )
}

async function createHistory(sql: Sql): Promise<void> {
  await sql`create schema if not exists supabase_migrations`
  await sql`
    create table if not exists supabase_migrations.schema_migrations (
      version text not null primary key, statements text[], name text
    )`
}
