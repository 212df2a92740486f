import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'

/** A migrated database of one test file. */
export interface TestDatabase {
  name: string
  /** The address for `postgres`, which the relay uses too. */
  url: string
  /** The address of the superuser, for preparations and checks that `postgres` may not do. */
  superuserUrl: string
  drop(): Promise<void>
}

/** Copies the migrated template; call `drop` when the file is done. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, template } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(superuserUrl, `create database ${name} template ${template} owner postgres`)
  return {
    name,
    url: withDatabase(asRole(superuserUrl, 'postgres'), name),
    superuserUrl: withDatabase(superuserUrl, name),
    drop: () => administer(superuserUrl, `drop database if exists ${name} with (force)`),
  }
}

/** The same database for another role. All roles of a test cluster share one password. */
export function asRole(url: string, role: string): string {
  const changed = new URL(url)
  changed.username = role
  return changed.href
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function administer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
