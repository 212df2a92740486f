import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The fields that a running PostgreSQL writes about itself into its data folder. */
export interface PostmasterFile {
  pid: number
  port: number
  ready: boolean
}

/** Null when there is no file, or while it is being written. */
export function readPostmasterFile(pgData: string): PostmasterFile | null {
  try {
    const lines = readFileSync(postmasterPath(pgData), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 1) return null
    return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

/** The name of that file. */
export function postmasterPath(pgData: string): string {
  return join(pgData, 'postmaster.pid')
}
