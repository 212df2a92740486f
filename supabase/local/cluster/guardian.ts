import { spawn } from 'node:child_process'
import { postmasterPath } from './postmaster-file.ts'

// Comparing with the file makes sure that the number still belongs to that PostgreSQL. One that
// has only just been started may not have written it yet.
const SCRIPT = `
read -r word
[ "$word" = dismissed ] && exit
for second in 1 2 3 4 5; do [ -s "$1" ] && break; sleep 1; done
[ "$(head -n 1 "$1")" = "$2" ] && kill -INT "$2"
`

/**
 * Ends PostgreSQL when this process dies without a chance to (kill -9, out of memory). A shell
 * reads from a pipe that only we hold open: once we are gone, however we went, it reads the end.
 */
export function guardAgainstOrphan(pgData: string, pid: number): { dismiss(): void } {
  const guardian = spawn('sh', ['-c', SCRIPT, 'guardian', postmasterPath(pgData), String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without a shell, the next start still finds and stops what was left.
  guardian.on('error', () => {})
  guardian.stdin.on('error', () => {})
  guardian.unref()
  return { dismiss: () => void guardian.stdin.end('dismissed\n') }
}
