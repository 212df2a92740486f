import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url))

/** A relay in a process of its own, which can be killed and started again on the same port. */
export class RelayProcess {
  readonly #env: NodeJS.ProcessEnv
  readonly #command: { folder: string; args: readonly string[] }
  #child: ChildProcess | null = null

  /** The default command runs the sources. */
  constructor(
    env: NodeJS.ProcessEnv,
    command = { folder: REPOSITORY, args: ['--import', 'tsx', 'server/main.ts'] },
  ) {
    this.#env = env
    this.#command = command
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('the relay does not run')
    return this.#child.pid
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const { PATH, HOME } = process.env
    const { folder, args } = this.#command
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH, HOME, ...this.#env, LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    let output = ''
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Server listening')) resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.once('exit', () => reject(new Error(`the relay ended early: ${output}`)))
    })
  }

  /** SIGTERM, as a process manager sends it. Resolves with its exit code when the process is gone. */
  async stop(): Promise<number | null> {
    const child = this.#child
    if (child === null) return null
    this.#child = null
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    return ((await gone) as [number | null])[0]
  }

  /** SIGKILL: the relay finishes nothing and closes no connection. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === null) return
    this.#child = null
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
}
