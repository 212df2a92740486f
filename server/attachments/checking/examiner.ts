import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { ExaminationAnswer, ExaminationRequest, Examined } from './examination.ts'
import { EXAMINE_SECONDS } from './picture-limits.ts'
import { createTurns } from './turns.ts'

/** The library gives up before this time. A process in which it does not is killed. */
const KILL_MILLISECONDS = (EXAMINE_SECONDS + 5) * 1_000
const IDLE_MILLISECONDS = 60_000

export interface Examiner {
  /**
   * Null when the bytes cannot be what they claim to be. One file is examined at a time.
   * @param whose whose files wait for each other. Those of others do not wait for them.
   */
  examine(whose: string, request: ExaminationRequest): Promise<Examined | null>
  /** A file that is being examined stays as it is. The next start of the relay examines it again. */
  close(): Promise<void>
}

/** The built relay has the program beside it. The sources need a loader. */
function startProgram(): ChildProcess {
  const isBuilt = import.meta.filename.endsWith('.js')
  return fork(join(import.meta.dirname, isBuilt ? 'examiner-program.js' : 'examiner-program.ts'), {
    execArgv: ['--max-old-space-size=256', ...(isBuilt ? [] : ['--import', 'tsx'])],
    env: {},
    stdio: 'ignore',
  })
}

/** Examines files in a process of its own, which starts with the first file and ends when there is none for a minute. */
export function createExaminer(onKilled: () => void = () => undefined): Examiner {
  let program: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  let isClosed = false
  const turns = createTurns()

  function end(): void {
    program?.kill('SIGKILL')
    program = null
  }

  async function ask(request: ExaminationRequest): Promise<Examined | null> {
    clearTimeout(idle)
    if (isClosed) throw new Error('the relay stops')
    program ??= startProgram()
    const answer = await answerOf(program, request)
    if (isClosed) throw new Error('the relay stops')
    if (answer === null) {
      end()
      onKilled()
    } else idle = setTimeout(end, IDLE_MILLISECONDS).unref()
    return answer !== null && 'examined' in answer ? answer.examined : null
  }

  return {
    examine: (whose, request) => turns.take(whose, () => ask(request)),
    async close() {
      isClosed = true
      clearTimeout(idle)
      end()
      await turns.done()
    },
  }
}

/** Null when the process ended, or took too long. */
function answerOf(
  program: ChildProcess,
  request: ExaminationRequest,
): Promise<ExaminationAnswer | null> {
  return new Promise((resolve) => {
    const settle = (answer: ExaminationAnswer | null) => {
      clearTimeout(timer)
      program
        .off('message', settle as never)
        .off('exit', fail)
        .off('error', fail)
      resolve(answer)
    }
    const fail = () => settle(null)
    const timer = setTimeout(fail, KILL_MILLISECONDS)
    program
      .on('message', settle as never)
      .on('exit', fail)
      .on('error', fail)
    program.send(request, (error) => {
      if (error) fail()
    })
  })
}
