import { readFileSync } from 'node:fs'

/** A process. A later process with the same pid is a different one. */
export interface ProcessIdentity {
  pid: number
  /** The clock ticks after boot at which it started. Null where the system does not provide them. */
  started: string | null
}

/** This process, or another one by its pid. */
export function identify(pid = process.pid): ProcessIdentity {
  return { pid, started: startTicks(pid) }
}

/** True while exactly that process runs, and not another one with its pid. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  if (!isRunning(pid)) return false
  return started === null || started === startTicks(pid)
}

/** True while any process has this pid, except a dead one that nobody has collected yet. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return statFields(pid)?.[0] !== 'Z'
}

function startTicks(pid: number): string | null {
  return statFields(pid)?.[19] ?? null
}

/** /proc/<pid>/stat from its third field on. The command before that field may contain any character. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
