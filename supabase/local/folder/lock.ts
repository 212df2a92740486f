import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts'

/** Who runs Parley on a data folder, and where it can be visited. */
export interface Holder extends ProcessIdentity {
  url: string
}

/** Takes the folder for this process, or refuses while another live process has it. */
export function acquireLock(dataDir: string, url: string): { release(): void } {
  const path = lockPath(dataDir)
  const draft = `${path}.${process.pid}`
  const mine = JSON.stringify({ ...identify(), url } satisfies Holder)
  writeFileSync(draft, mine, { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      // A link is made or refused in one step, unlike "look, then write".
      if (linked(draft, path)) return { release: () => releaseIf(path, mine) }
      refuseWhileHeld(dataDir)
      discardStale(path)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  throw new Refusal(`Parley could not lock its data folder ${dataDir}. Please start it again.`)
}

/** Throws one clear line while a live process holds the folder. */
export function refuseWhileHeld(dataDir: string): void {
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
 * Moves a dead holder's lock aside. Two starts may get here at once, and the slower one would
 * then move away the faster one's fresh lock: it looks at what it moved, and puts it back.
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
    // Already gone, which is what releasing is for.
  }
}
