import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second. */
const TICKS_A_SECOND = 100

interface Process {
  pid: number
  parent: number
  ticks: number
}

/** The fields of /proc/<pid>/stat. The name of the program may contain spaces, so they are counted from its end. */
export function readStat(stat: string): Process {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const at = (n: number) => Number(fields[n - 3])
  // utime, stime, and those of children that have ended.
  return { pid: Number.parseInt(stat, 10), parent: at(4), ticks: at(14) + at(15) + at(16) + at(17) }
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readStat(readFileSync(`/proc/${pid}/stat`, 'latin1'))]
      } catch {
        // It has ended since the folder was read.
        return []
      }
    })
}

function treeOf(root: number, all: readonly Process[]): Process[] {
  const children = all.filter(({ parent }) => parent === root)
  return [
    ...all.filter(({ pid }) => pid === root),
    ...children.flatMap(({ pid }) => treeOf(pid, all)),
  ]
}

/** Seconds of processor time that these processes and all that they started have used so far. */
export function cpuSecondsOf(roots: readonly number[]): number {
  const all = allProcesses()
  const ticks = roots.flatMap((root) => treeOf(root, all)).reduce((sum, one) => sum + one.ticks, 0)
  return ticks / TICKS_A_SECOND
}

/** Bytes of memory of a process and of all that it started. */
export function memoryOf(root: number): number {
  return treeOf(root, allProcesses())
    .map(({ pid }) => readFileSync(`/proc/${pid}/status`, 'latin1'))
    .map((status) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024)
    .reduce((sum, bytes) => sum + bytes, 0)
}
