import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endWithThisProcess } from '../end-with-this-process.ts'
import type { PeerOptions } from './peer.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
/** `collect.mjs` tells why. */
const COLLECT = [
  '--expose-gc',
  '--import',
  new URL('servers/collect.mjs', import.meta.url).href,
] as const
const PATIENCE_MILLISECONDS = 30_000
const GRACE_MILLISECONDS = 10_000

export interface Program {
  pid: number
  collects: true
  stop(): Promise<void>
}

/** Starts a Node program and resolves when it has printed `ready`. */
export async function startProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  ready: string,
  { profileTo }: PeerOptions,
): Promise<Program> {
  const profile = profileTo === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileTo}`]
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [...COLLECT, ...profile, ...args], {
    cwd: REPOSITORY,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endWithThisProcess(child)
  const exited = once(child, 'exit')
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const giveUp = () => {
      child.kill('SIGKILL')
      reject(new Error(`it did not start: ${output.slice(-2_000)}`))
    }
    const timer = setTimeout(giveUp, PATIENCE_MILLISECONDS)
    const read = (chunk: Buffer) => {
      if (output.includes(ready)) return
      output += chunk.toString()
      if (!output.includes(ready)) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', giveUp)
    child.once('error', reject)
  })
  return {
    pid: child.pid!,
    collects: true,
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MILLISECONDS)
      await exited
      clearTimeout(timer)
    },
  }
}
