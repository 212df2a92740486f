import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { openBareDatabase, type BareDatabase } from '../database-rules/bare-database.ts'
import { snapshot } from '../database-rules/snapshot.ts'

export const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
export const files = readdirSync(folder).sort()

/** The databases of one test file. None of them is migrated yet. */
export class BareDatabases {
  readonly #opened: BareDatabase[] = []

  async open(): Promise<BareDatabase> {
    const database = await openBareDatabase()
    this.#opened.push(database)
    return database
  }

  async drop(): Promise<void> {
    for (const database of this.#opened) await database.drop()
  }
}

export async function as<Result>(url: string, act: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await act(sql)
  } finally {
    await sql.end()
  }
}

/** All lines that a dump of our schemas would contain. */
export const ownSchema = ({ superuserUrl }: BareDatabase) =>
  as(superuserUrl, (sql) => snapshot(sql, ['public', 'private']))
