import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { endWithThisProcess } from '../end-with-this-process.ts'
import type { ResultOf, Task } from './protocol.ts'

const GENERATOR = fileURLToPath(new URL('generator.ts', import.meta.url))
/** A task that takes longer than this is stopped. */
const TASK_MILLISECONDS = 120_000

/** Runs one task in a fresh process. */
export function runTask<T extends Task>(task: T): Promise<ResultOf[T['kind']]> {
  return new Promise((resolve, reject) => {
    const child = fork(GENERATOR, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      timeout: TASK_MILLISECONDS,
      killSignal: 'SIGKILL',
    })
    endWithThisProcess(child)
    let result: ResultOf[T['kind']] | undefined
    child.once('message', (message) => {
      ;({ result } = message as { result: ResultOf[T['kind']] })
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (result !== undefined) resolve(result)
      else reject(new Error(`the load ended without a result (${signal ?? code})`))
    })
    child.send(task)
  })
}
