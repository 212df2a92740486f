import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { SUPERUSER } from '../supabase/local/cluster/initialise.ts'
import { startCluster, type Cluster } from '../supabase/local/cluster/postgres.ts'
import { makeSecrets } from '../supabase/local/folder/secrets.ts'
import { makeCrowd, type Crowd } from './crowd.ts'

/** What all peers of a run stand on: one PostgreSQL with its default settings, durable, and the same people. */
export interface Ground {
  folder: string
  cluster: Cluster
  password: string
  crowd: Crowd
  /** The release of PostgreSQL. */
  release: string
  createDatabase(name: string): Promise<void>
  close(): Promise<void>
}

export async function openGround({
  people,
  durable = true,
}: {
  people: number
  durable?: boolean
}): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  chmodSync(folder, 0o711)
  const password = makeSecrets().databasePassword
  const cluster = await startCluster({ dataDir: join(folder, 'data'), password, durable })
  const admin = postgres(cluster.url(SUPERUSER, 'postgres'), { max: 1 })
  const [row] = await admin<{ server_version: string }[]>`show server_version`
  async function close(): Promise<void> {
    await admin.end()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  // A run that is broken off leaves no database behind. At the exit its child processes end too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().finally(() => process.exit(1)))
  }
  return {
    folder,
    cluster,
    password,
    crowd: makeCrowd(people),
    release: row!.server_version,
    async createDatabase(name) {
      await admin.unsafe(`create database ${name}`)
    },
    close,
  }
}
