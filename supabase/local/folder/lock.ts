import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts'

/** The process that runs Parley on a data folder, and the address of its page. */
interface Holder extends ProcessIdentity {
  url: string
}

/** Locks the folder for this process, or refuses while another live process has it. */
export function acquireLock(dataDir: string, url: string): { release(): void } {
  const path = lockPath(dataDir)
  const draft = `${path}.${process.pid}`
  const mine = JSON.stringify({ ...identify(), url } satisfies Holder)
  writeFileSync(draft, mine, { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      // Making a link either works or fails in one step, unlike a check followed by a write.
      if (linked(draft, path)) return { release: () => releaseIf(path, mine) }
      refuseWhileLocked(dataDir)
      discardStale(path)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  throw new Refusal(`Parley could not lock its data folder ${dataDir}. Please start it again.`)
}

/** Throws a message of one line while a live process has locked the folder. */
export function refuseWhileLocked(dataDir: string): void {
  const holder = readHolder(dataDir)
  if (holder && isAlive(holder)) {
    throw new Refusal(`Parley is already running here (pid ${holder.pid}, ${holder.url}).`)
  }
}

function lockPath(dataDir: string): string {
  return join(dataDir, 'lock')
}

function readHolder(dataDir: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lockPath(dataDir), 'utf8')) as Holder
  } catch {
    return null
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Moves the lock of a dead process away. Two starts may get here at once, and the slower one would then move the fresh
 * lock of the faster one. It therefore reads what it moved, and puts a fresh lock back.
 */
function discardStale(path: string): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = JSON.parse(readFileSync(aside, 'utf8') || 'null') as Holder | null
  if (moved && isAlive(moved)) linked(aside, path)
  rmSync(aside, { force: true })
}

function releaseIf(path: string, mine: string): void {
  try {
    if (readFileSync(path, 'utf8') === mine) rmSync(path)
  } catch {
    // The lock has already gone, which is the aim of releasing.
  }
}
