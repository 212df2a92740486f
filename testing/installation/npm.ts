import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'

const TIME_LIMIT_MS = 120_000

interface Outcome {
  code: number | null
  output: string
}

type Npm = { found: true } | { found: false; reason: string }

/** Looks for an npm of this major version: in npm's cache, or else in the registry. */
export function findNpm(major: string): Npm {
  const { code, output } = runNpm(major, ['--version'], tmpdir())
  return code === 0 ? { found: true } : { found: false, reason: output }
}

export function runNpm(major: string, args: string[], folder: string): Outcome {
  const { status, stdout, stderr, error } = spawnSync(
    'npx',
    ['--yes', '--prefer-offline', `--package=npm@${major}`, '--', 'npm', ...args],
    { cwd: folder, encoding: 'utf8', timeout: TIME_LIMIT_MS },
  )
  return { code: status, output: [stdout, stderr, error?.message].join('') }
}
