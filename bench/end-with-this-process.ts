import type { ChildProcess } from 'node:child_process'

/** A child process must not outlive this one, however this one ends. */
export function endWithThisProcess(child: ChildProcess): void {
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
}
