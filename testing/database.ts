import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import type { HostedWay } from './hosted.ts'

/** A migrated database of one test file. */
export interface TestDatabase {
  name: string
  /** The address that the relay uses. */
  url: string
  /** The address for `postgres` without a pooler, for drivers that know only the usual parameters. */
  directUrl: string
  /** The address of the superuser, for preparations and checks that `postgres` may not do. */
  superuserUrl: string
  drop(): Promise<void>
}

/** Copies the migrated template; call `drop` when the file is done. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { superuserUrl, template, hosted } = inject('cluster')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(superuserUrl, `create database ${name} template ${template} owner postgres`)
  const direct = new URL(withDatabase(asRole(superuserUrl, 'postgres'), name))
  if (hosted !== null) direct.searchParams.set('sslmode', 'require')
  const directUrl = direct.href
  return {
    name,
    url: hosted === null ? directUrl : throughPooler(directUrl, hosted),
    directUrl,
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

function throughPooler(directUrl: string, { port, rootCertificate }: HostedWay): string {
  const url = new URL(directUrl)
  url.port = String(port)
  url.searchParams.set('sslmode', 'verify-full')
  url.searchParams.set('sslrootcert', rootCertificate)
  return url.href
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
