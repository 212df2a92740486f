import { readFileSync } from 'node:fs'

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number
  /** Clock ticks after boot at which it started; null where the system does not tell. */
  started: string | null
}

/** This process, or another by its pid. */
export function identify(pid = process.pid): ProcessIdentity {
  return { pid, started: startTicks(pid) }
}

/** True while exactly that process runs, not merely one that inherited its pid. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  if (!isRunning(pid)) return false
  return started === null || started === startTicks(pid)
}

/** True while any process has this pid, other than a dead one nobody has collected yet. */
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

/** /proc/<pid>/stat from its third field on; the command before it may hold any character. */
function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
