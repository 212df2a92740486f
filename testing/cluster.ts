import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { startCluster, type Cluster } from '../supabase/local/cluster/postgres.ts'
import { provisionDatabase } from '../supabase/local/database/provision.ts'
import { createRoles } from '../supabase/local/database/roles.ts'
import { makeSecrets } from '../supabase/local/folder/secrets.ts'
import { removeAbandonedFolders, removeFolder, temporaryFolder } from './folders.ts'
import { EXPOSE } from './exposed.ts'
import { hostLikeSupabase, wantsHosted, type HostedWay } from './hosted.ts'
import { unpackPgtap } from './pgtap.ts'

/** The addresses of the cluster that all test files share. */
export interface TestCluster {
  superuserUrl: string
  template: string
  hosted: HostedWay | null
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

const TEMPLATE = 'parley_template'
const MIGRATIONS = fileURLToPath(new URL('../supabase/migrations', import.meta.url))

/**
 * One PostgreSQL for all stack tests of a run. The migrations are applied once, to a database that every test file then
 * copies.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeAbandonedFolders()
  const dataDir = temporaryFolder()
  const remove = () => removeFolder(dataDir)
  // If the run ends without its teardown, the guardian stops PostgreSQL.
  process.once('exit', remove)

  const password = makeSecrets().databasePassword
  const cluster = await startCluster({ dataDir, password, durable: false, maxConnections: 300 })
  unpackPgtap(dataDir, (files) => cpSync(files, cluster.binaries.extensionDir, { recursive: true }))
  const superuserUrl = cluster.url(SUPERUSER, 'postgres')
  await createTemplate(superuserUrl)
  if (wantsHosted) await exposeNewTables(cluster, password)
  await provisionDatabase({ cluster, database: TEMPLATE, password, migrationsDir: MIGRATIONS })
  const front = wantsHosted ? await hostLikeSupabase(cluster, dataDir) : null
  project.provide('cluster', { superuserUrl, template: TEMPLATE, hosted: front?.way ?? null })

  return async () => {
    await front?.close()
    await cluster.stop()
    remove()
  }
}

/** Hosted projects give the Data API everything that is new in `public`. */
async function exposeNewTables(cluster: Cluster, password: string): Promise<void> {
  const sql = postgres(cluster.url(SUPERUSER, TEMPLATE), { max: 1, onnotice: () => {} })
  await createRoles(sql, password)
  await sql.unsafe(EXPOSE)
  await sql.end()
}

async function createTemplate(superuserUrl: string): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1 })
  await sql.unsafe(`create database ${TEMPLATE}`)
  await sql.end()
}
