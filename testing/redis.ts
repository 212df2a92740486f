import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createClient } from 'redis'
import { freePort } from '../supabase/local/cluster/free-port.ts'
import { removeFolder, temporaryFolder } from './folders.ts'
import { findProgram } from './supabase-cli/run.ts'

export const REDIS_PASSWORD = 'of-a-test-and-of-nothing-else'

/** A Redis of its own without storage. A test can kill it, start it again at the same address, and pause it. */
export class TestRedis {
  readonly #port: number
  readonly #folder = temporaryFolder()
  #child: ChildProcess | null = null

  static async open(): Promise<TestRedis> {
    const redis = new TestRedis(await freePort())
    await redis.start()
    return redis
  }

  private constructor(port: number) {
    this.#port = port
  }

  get url(): string {
    return `redis://:${REDIS_PASSWORD}@127.0.0.1:${this.#port}`
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const settings = {
      port: String(this.#port),
      bind: '127.0.0.1',
      requirepass: REDIS_PASSWORD,
      dir: this.#folder,
      save: '',
    }
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
    const program = findProgram('redis-server') ?? ''
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    let output = ''
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', () => reject(new Error(`Redis ended early: ${output}`)))
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('Ready to accept connections')) resolve()
      })
    })
  }

  /** SIGKILL, also for a paused Redis. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === null) return
    this.#child = null
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** Pauses it: it keeps its connections, accepts new ones, and answers nothing. */
  holdUp(): void {
    this.#child?.kill('SIGSTOP')
  }

  goOn(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Any command that a person with its password may send. */
  async ask(...command: string[]): Promise<unknown> {
    const client = createClient({ url: this.url })
    await client.connect()
    try {
      return await client.sendCommand(command)
    } finally {
      client.destroy()
    }
  }

  async close(): Promise<void> {
    await this.kill()
    removeFolder(this.#folder)
  }
}
