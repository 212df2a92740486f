import { spawn } from 'node:child_process'
import { postmasterPath } from './postmaster-file.ts'

// The comparison with the file makes sure that the pid still belongs to that PostgreSQL. A PostgreSQL that has only
// just started may not have written it yet.
const SCRIPT = `
read -r word
[ "$word" = dismissed ] && exit
for second in 1 2 3 4 5; do [ -s "$1" ] && break; sleep 1; done
[ "$(head -n 1 "$1")" = "$2" ] && kill -INT "$2"
`

/**
 * Stops PostgreSQL when this process dies without a chance to do it (kill -9, out of memory). A shell reads from a pipe
 * that only this process keeps open. When this process is gone, the shell reads the end of the pipe.
 */
export function guardAgainstOrphan(pgData: string, pid: number): { dismiss(): void } {
  const guardian = spawn('sh', ['-c', SCRIPT, 'guardian', postmasterPath(pgData), String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without a shell, the next start still finds and stops the PostgreSQL.
  guardian.on('error', () => {})
  guardian.stdin.on('error', () => {})
  guardian.unref()
  return { dismiss: () => void guardian.stdin.end('dismissed\n') }
}
