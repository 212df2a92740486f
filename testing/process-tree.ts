import { execFileSync } from 'node:child_process'

/** The pids of all processes that this one has started, directly or indirectly. */
export function processesBelow(pid: number): number[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const processes = list
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const childrenOf = (parent: number): number[] =>
    processes.filter(([, above]) => above === parent).flatMap(([child]) => child ?? [])
  const below = (parent: number): number[] =>
    childrenOf(parent).flatMap((child) => [child, ...below(child)])
  return below(pid)
}
