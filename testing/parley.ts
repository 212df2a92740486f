import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { CHEAP_PASSWORDS } from './cheap-passwords.ts'
import { removeFolder, temporaryFolder } from './folders.ts'

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

/** `npm start` in a process of its own. Without npm in between, its pid and exit code are visible. */
export interface ParleyProcess {
  pid: number
  /** Everything that it has printed. */
  output(): string
  /** Resolves when it prints that it runs. Rejects with its output when it ends before that. */
  running: Promise<void>
  /** Resolves with its exit code, or null when a signal ended it. */
  exited: Promise<number | null>
  signal(signal: NodeJS.Signals): void
}

/** Runs a script of this repository with some settings in a clean environment. */
export function runScript(script: string, settings: Record<string, string>): ParleyProcess {
  return run([process.execPath, '--import', 'tsx', join(REPOSITORY, script)], settings)
}

function run([program = '', ...args]: string[], settings: Record<string, string>): ParleyProcess {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(program, args, {
    cwd: REPOSITORY,
    env: { PATH, HOME, ...CHEAP_PASSWORDS, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  const running = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Parley is running')) resolve()
      })
    }
    void exited.then(() => reject(new Error(`Parley ended early: ${output}`)))
  })
  // Not every test waits for this. Tests that wait get the rejection.
  running.catch(() => {})
  return {
    pid: child.pid as number,
    output: () => output,
    running,
    exited,
    signal: (signal) => void child.kill(signal),
  }
}

/** The folders and ports of one test file. `close` ends everything that was started. */
export class ParleyLab {
  readonly root = temporaryFolder()
  readonly #started: ParleyProcess[] = []

  constructor() {
    writeFileSync(join(this.root, 'index.html'), '<!doctype html><title>Parley</title>')
  }

  folder(name: string): string {
    return join(this.root, name)
  }

  /** Starts Parley on a folder. The page is not built, because no test here opens it. */
  async start(
    folder: string,
    settings: Record<string, string> = {},
  ): Promise<ParleyProcess & { url: string }> {
    return this.#run([process.execPath, '--import', 'tsx', 'scripts/start.ts'], folder, settings)
  }

  /** The same through npm, as people do it. The process is npm's. */
  startByNpm(
    folder: string,
    args: string[],
    settings: Record<string, string> = {},
  ): Promise<ParleyProcess & { url: string }> {
    return this.#run(['npm', ...args], folder, settings)
  }

  async #run(
    command: string[],
    folder: string,
    settings: Record<string, string>,
  ): Promise<ParleyProcess & { url: string }> {
    const port = settings.PORT ?? String(await freePort())
    const parley = run(command, {
      PORT: port,
      PARLEY_DATA_DIR: this.folder(folder),
      PARLEY_CLIENT_DIR: this.root,
      ...settings,
    })
    this.#started.push(parley)
    return { ...parley, url: `http://localhost:${port}` }
  }

  async close(): Promise<void> {
    for (const parley of this.#started) parley.signal('SIGTERM')
    await Promise.all(this.#started.map(({ exited }) => exited))
    removeFolder(this.root)
  }
}
