import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning } from '../supabase/local/folder/process-identity.ts'

const PREFIX = 'parley-test-'

/** A new folder of this process. The account of PostgreSQL may pass through it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  chmodSync(folder, 0o711)
  return folder
}

/** Removes a folder, although a process may still be writing into it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

/** Removes the folders of killed runs. The process id is in their name. */
export function removeAbandonedFolders(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number.parseInt(name.slice(PREFIX.length), 10)
    if (!isRunning(owner)) removeFolder(join(tmpdir(), name))
  }
}
