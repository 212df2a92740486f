import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { refuseWhileLocked } from './lock.ts'

const MARKER = 'parley-local.json'

/**
 * Makes the folder ours, or confirms that it is. A folder with other files is refused before anything in it is changed.
 */
export function claimFolder(dataDir: string): void {
  refuseForeign(dataDir)
  mkdirSync(dataDir, { recursive: true })
  // PostgreSQL may run as another account, but never as root. That account may pass through the folder and may not list
  // it.
  chmodSync(dataDir, 0o711)
  if (!isOurs(dataDir)) {
    const note = 'The local data of Parley. Remove it with: npm run reset'
    writeFileSync(join(dataDir, MARKER), `${JSON.stringify({ note }, null, 2)}\n`)
  }
}

/** Throws a message of one line for a folder, or a file, that is not ours. */
export function refuseForeign(dataDir: string): void {
  if (isOurs(dataDir) || isEmptyOrMissing(dataDir)) return
  throw new Refusal(
    `${dataDir} holds files that are not Parley's. Nothing was changed; ` +
      'set PARLEY_DATA_DIR to an empty folder.',
  )
}

/** Removes all local data. The folder must contain our file, and no process may be using it. */
export function removeFolder(dataDir: string): boolean {
  if (!existsSync(dataDir)) return false
  refuseForeign(dataDir)
  refuseWhileLocked(dataDir)
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  return true
}

function isOurs(dataDir: string): boolean {
  return existsSync(join(dataDir, MARKER))
}

function isEmptyOrMissing(dataDir: string): boolean {
  try {
    return readdirSync(dataDir).length === 0
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}
