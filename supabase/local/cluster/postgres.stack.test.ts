import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { isRunning } from '../folder/process-identity.ts'
import { SUPERUSER } from './initialise.ts'
import { startCluster, type Cluster } from './postgres.ts'
import { postmasterPath } from './postmaster-file.ts'

let root: string
let started: Cluster[]

beforeEach(() => {
  root = temporaryFolder()
  started = []
})
afterEach(async () => {
  for (const cluster of started) await cluster.stop()
  removeFolder(root)
})

async function start(dataDir = root): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, password: 'only-here', durable: false })
  started.push(cluster)
  return cluster
}

async function ask(cluster: Cluster, statement: string) {
  const sql = postgres(cluster.url(SUPERUSER, 'postgres'), { max: 1 })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

test('a PostgreSQL left by an earlier start is stopped, and its data kept', async () => {
  const left = await start()
  await ask(left, 'create table kept (n int)')
  const next = await start()
  expect(isRunning(left.pid)).toBe(false)
  expect(await ask(next, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }])
})

test('a process with the same pid that is another program is left alone', async () => {
  await (await start()).stop()
  writeFileSync(postmasterPath(join(root, 'postgres')), `${process.pid}\n`)
  const next = await start()
  expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a first start that was interrupted begins again', async () => {
  mkdirSync(join(root, 'postgres.new', 'base'), { recursive: true })
  writeFileSync(join(root, 'postgres.new', 'PG_VERSION'), '17\n')
  expect(await ask(await start(), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('writes are durable, and nothing listens beyond loopback', async () => {
  const cluster = await startCluster({ dataDir: root, password: 'only-here' })
  started.push(cluster)
  const shown = await ask(
    cluster,
    `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
      current_setting('unix_socket_directories') as sockets, current_setting('synchronous_commit') as commit`,
  )
  expect(shown).toEqual([{ fsync: 'on', addresses: '127.0.0.1', sockets: '', commit: 'on' }])
  const stranger = postgres(cluster.url(SUPERUSER, 'postgres').replace('only-here', 'guess'))
  await expect(stranger`select 1`).rejects.toThrow('password authentication failed')
})

test.runIf(process.getuid?.() === 0)('root may keep its data where only root can go', async () => {
  const closed = join(root, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const cluster = await start(join(closed, 'data'))
  expect(await ask(cluster, 'select 1 as one')).toEqual([{ one: 1 }])
})
