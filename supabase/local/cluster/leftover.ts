import { existsSync, readFileSync, rmSync } from 'node:fs'
import postgres from 'postgres'
import { isRunning } from '../folder/process-identity.ts'
import { Refusal } from '../refusal.ts'
import { SUPERUSER } from './initialise.ts'
import { postmasterPath, readPostmasterFile, type PostmasterFile } from './postmaster-file.ts'
import { waitUntil } from './wait-until.ts'

const PATIENCE_MS = 15_000

/**
 * PostgreSQL outlives a start that was killed. It is asked to stop, but only when the process is certainly ours: its
 * pid may belong to another program by now.
 */
export async function stopLeftover(pgData: string, password: string): Promise<void> {
  const file = readPostmasterFile(pgData)
  if (!file) return
  if (!isRunning(file.pid) || !(await isOurs(file, pgData, password))) {
    // A PostgreSQL that is gone wrote this file. If it stayed, it could prevent the next start.
    rmSync(postmasterPath(pgData), { force: true })
    return
  }
  if (await signalUntilGone(file.pid, 'SIGINT')) return
  if (await signalUntilGone(file.pid, 'SIGQUIT')) return
  throw new Refusal(
    `A PostgreSQL of an earlier start (pid ${file.pid}) does not stop. End it, then start again.`,
  )
}

async function signalUntilGone(pid: number, signal: NodeJS.Signals): Promise<boolean> {
  try {
    process.kill(pid, signal)
  } catch {
    return true
  }
  return waitUntil(() => !isRunning(pid), PATIENCE_MS)
}

async function isOurs(file: PostmasterFile, pgData: string, password: string): Promise<boolean> {
  const command = `/proc/${file.pid}/cmdline`
  if (existsSync(command)) return readFileSync(command, 'utf8').split('\0').includes(pgData)
  return knowsOurPassword(file, pgData, password)
}

/** Where there is no /proc, a server that accepts our password and uses our folder is ours. */
async function knowsOurPassword(file: PostmasterFile, pgData: string, password: string) {
  const sql = postgres({
    host: '127.0.0.1',
    port: file.port,
    username: SUPERUSER,
    password,
    database: 'postgres',
    max: 1,
    connect_timeout: 5,
  })
  try {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`
    return row?.data_directory === pgData
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}
