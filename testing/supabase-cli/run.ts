import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** The path of a program, or null. It is looked for on this PATH and in node_modules. */
export function findProgram(name: string): string | null {
  const folders = [
    join(repository, 'node_modules/.bin'),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

/**
 * A checkout of its own for the Supabase CLI, which writes next to the files that it reads. It also has its own home,
 * so that no login of the person who runs the tests is used or changed.
 */
export class CliLab {
  readonly root = mkdtempSync(join(tmpdir(), 'parley-cli-'))

  constructor() {
    for (const name of ['config.toml', 'migrations', 'templates']) {
      cpSync(join(repository, 'supabase', name), join(this.root, 'supabase', name), {
        recursive: true,
      })
    }
    mkdirSync(join(this.root, 'home'))
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, 'supabase', path), text)
  }

  /** Runs the CLI against a database. A loopback connection has no TLS. */
  supabase(args: string[], databaseUrl: string): Promise<Outcome> {
    const program = findProgram('supabase')
    if (!program) throw new Error('the Supabase CLI is not installed')
    const remote = new URL(databaseUrl)
    remote.searchParams.set('sslmode', 'disable')
    return run(program, [...args, `--db-url=${remote.href}`, '--workdir', this.root], {
      HOME: join(this.root, 'home'),
      SUPABASE_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
    })
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

export function run(
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const outcome: Outcome = { code: null, stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (outcome.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (outcome.stderr += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...outcome, code }))
  })
}
