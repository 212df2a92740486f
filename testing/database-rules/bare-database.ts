import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'
import { createSchemas } from '../../supabase/local/database/schemas.ts'
import { asRole } from '../database.ts'
import { EXPOSE } from '../exposed.ts'

/** The parts of a project that exist before our first migration. */
export interface BareDatabase {
  /** The address for `postgres`, the role that applies migrations. */
  url: string
  superuserUrl: string
  drop(): Promise<void>
}

/**
 * A database without any migration.
 * @param exposed with the defaults of hosted projects that expose every new table, sequence and
 * function of `public` to the Data API
 */
export async function openBareDatabase(exposed = false): Promise<BareDatabase> {
  const { superuserUrl } = inject('cluster')
  const name = `bare_${randomBytes(6).toString('hex')}`
  const there = new URL(superuserUrl)
  there.pathname = `/${name}`
  await as(superuserUrl, (sql) => sql.unsafe(`create database ${name} owner postgres`))
  await as(there.href, async (sql) => {
    await createSchemas(sql, name)
    if (exposed) await sql.unsafe(EXPOSE)
  })
  return {
    url: asRole(there.href, 'postgres'),
    superuserUrl: there.href,
    drop: () => as(superuserUrl, (sql) => sql.unsafe(`drop database ${name} with (force)`)),
  }
}

async function as(url: string, act: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await act(sql)
  } finally {
    await sql.end()
  }
}
