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
  /** Owned by the caller; the cluster keeps its files in a folder below it. */
  dataDir: string
  password: string
  /** Off only where the data is thrown away anyway. */
  durable?: boolean
  maxConnections?: number
}

/** Starts PostgreSQL on the folder, whatever state an earlier start has left it in. */
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
  // More than once: another program may take the port between choosing and using it, and after
  // a kill -9 of PostgreSQL alone its orphans need a moment before they let go of the data.
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
    // No socket file: its path may be at most 107 bytes long, and a checkout's may not.
    unix_socket_directories: '',
    max_connections: start.options.maxConnections ?? 100,
    shared_preload_libraries: 'pg_stat_statements',
    timezone: 'UTC',
    fsync: start.durable ? 'on' : 'off',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const program = start.binaries.postgres
  const [command, ...args] = [...start.launch.prefix, program, '-D', start.pgData]
  // To a file and not a pipe, which would break under a PostgreSQL that outlives us.
  const log = openSync(start.log, 'w', 0o600)
  const child = spawn(command, [...args, ...flags], {
    ...start.launch.identity,
    // Its own process group: Ctrl-C is for us, and we end PostgreSQL after the relay.
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
  // Recovery after a power cut may replay a good deal of log first.
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
  // The last resort when this process ends without having called stop().
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

/** Fast shutdown first; an immediate one for a server that does not come to an end. */
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
