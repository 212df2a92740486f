import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chooseLaunch, type Launch } from './account.ts'
import { prepareBinaries, type Binaries } from './binaries.ts'
import { freePort } from './free-port.ts'
import { guardAgainstOrphan } from './guardian.ts'
import { initialiseFiles } from './initialise.ts'
import { stopLeftover } from './leftover.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { waitUntil } from './wait-until.ts'

/** A running PostgreSQL on loopback. */
export interface Cluster {
  binaries: Binaries
  pid: number
  /** A connection string for one of its roles and databases. */
  url(role: string, database: string): string
  stop(): Promise<void>
}

export interface ClusterOptions {
  /** The folder belongs to the caller. The cluster keeps its files in a folder inside it. */
  dataDir: string
  password: string
  /** Off only where the data is temporary. */
  durable?: boolean
  maxConnections?: number
}

/** Starts PostgreSQL on the folder, in whatever state an earlier start has left it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { password, durable = true } = options
  mkdirSync(options.dataDir, { recursive: true })
  const dataDir = realpathSync(options.dataDir)
  const pgData = join(dataDir, 'postgres')
  const binaries = prepareBinaries()
  const launch = chooseLaunch(binaries.postgres, [pgData])
  await initialiseFiles({ binaries, launch, pgData, password, durable })
  await stopLeftover(pgData, password)

  const log = join(dataDir, 'postgres.log')
  // There are several attempts. Another program may take the port between choosing and using it. After a kill -9 of
  // PostgreSQL alone, its child processes need a moment to release the data.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const child = spawnServer({ launch, binaries, pgData, log, port, durable, options })
    const guardian = guardAgainstOrphan(pgData, child.pid ?? 0)
    if (await becomesReady(child, pgData)) {
      return handle({ binaries, child, guardian, port, password })
    }
    await terminate(child)
    guardian.dismiss()
    if (attempt === 5) throw new Error(`PostgreSQL did not start:\n${lastLines(log)}`)
    await pause(100 * 2 ** attempt)
  }
}

function spawnServer(start: {
  launch: Launch
  binaries: Binaries
  pgData: string
  log: string
  port: number
  durable: boolean
  options: ClusterOptions
}): ChildProcess {
  const settings = {
    port: start.port,
    listen_addresses: '127.0.0.1',
    // There is no socket file: its path may have at most 107 bytes, and the path of a checkout may be longer.
    unix_socket_directories: '',
    max_connections: start.options.maxConnections ?? 100,
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
    fsync: start.durable ? 'on' : 'off',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const program = start.binaries.postgres
  const [command, ...args] = [...start.launch.prefix, program, '-D', start.pgData]
  // The output goes to a file. A pipe would break when PostgreSQL outlives this process.
  const log = openSync(start.log, 'w', 0o600)
  const child = spawn(command, [...args, ...flags], {
    ...start.launch.identity,
    // PostgreSQL has its own process group. Ctrl-C then reaches only this process, which stops PostgreSQL after the
    // relay.
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  })
  child.once('error', () => {})
  closeSync(log)
  return child
}

async function becomesReady(child: ChildProcess, pgData: string): Promise<boolean> {
  const ready = () => {
    const file = readPostmasterFile(pgData)
    return file?.pid === child.pid && file?.ready === true
  }
  // After a power cut, the recovery may need to replay a large log first.
  await waitUntil(() => ready() || hasExited(child), 60_000)
  return ready() && !hasExited(child)
}

function handle(running: {
  binaries: Binaries
  child: ChildProcess
  guardian: { dismiss(): void }
  port: number
  password: string
}): Cluster {
  const { child, guardian, port, password, binaries } = running
  // The last resort when this process ends without calling stop().
  const onExit = () => child.kill('SIGINT')
  process.once('exit', onExit)
  return {
    binaries,
    pid: child.pid as number,
    url: (role, database) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      await terminate(child)
      process.off('exit', onExit)
      guardian.dismiss()
    },
  }
}

/** First a fast shutdown, then an immediate one for a server that does not stop. */
async function terminate(child: ChildProcess): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (hasExited(child)) return
    child.kill(signal)
    if (await waitUntil(() => hasExited(child), 10_000)) return
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

function lastLines(path: string): string {
  return readFileSync(path, 'utf8').trim().split('\n').slice(-8).join('\n')
}
