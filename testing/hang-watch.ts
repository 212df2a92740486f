import type { TestCase, TestModule } from 'vitest/node'
import type { Reporter } from 'vitest/reporters'
import { processesBelow } from './process-tree.ts'

/** How long a file may be busy with what is no test: loading it, its hooks, its end. A run may be so between files. */
const PATIENCE_MILLISECONDS = 5 * 60_000
const LOOK_EVERY_MILLISECONDS = 15_000
const THE_RUN = 'The run'

/** What was heard last, and until when the next is to be heard. */
interface Expected {
  until: number
  at: string
}

/**
 * The time limit of a test cannot end a loop that never waits, nor a file that hangs while it is loaded. The run would go
 * on until somebody ends it, and nobody would know why. So this ends it, and names the file.
 */
export class HangWatch implements Reporter {
  readonly #running = new Map<string, Expected>()
  readonly #timer: NodeJS.Timeout
  readonly #end: () => void

  /** Calls `end` once, when a file hangs. */
  constructor(end = endTheRun) {
    this.#end = end
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MILLISECONDS).unref()
  }

  onTestModuleQueued(module: TestModule): void {
    this.#running.delete(THE_RUN)
    this.#goesOn(module.relativeModuleId, 0, 'its beginning')
  }

  onTestCaseReady({ module, options, fullName }: TestCase): void {
    this.#goesOn(module.relativeModuleId, options.timeout ?? 0, fullName)
  }

  onTestCaseResult({ module, fullName }: TestCase): void {
    this.#goesOn(module.relativeModuleId, 0, `the end of "${fullName}"`)
  }

  onTestModuleEnd({ relativeModuleId: file }: TestModule): void {
    this.#running.delete(file)
    if (this.#running.size === 0) this.#goesOn(THE_RUN, 0, `the end of ${file}`)
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer)
  }

  /** By name: the object of a file is another one when the file is loaded. */
  #goesOn(file: string, milliseconds: number, at: string): void {
    const until = performance.now() + milliseconds + PATIENCE_MILLISECONDS
    this.#running.set(file, { until, at })
  }

  #look(): void {
    const hanging = [...this.#running].filter(([, { until }]) => until < performance.now())
    if (hanging.length === 0) return
    clearInterval(this.#timer)
    for (const [file, { at }] of hanging) {
      console.error(`${file} hangs. It was last heard of at: ${at}`)
    }
    this.#end()
  }
}

/** A worker in a loop does not hear that the run ends. */
function endTheRun(): void {
  for (const pid of processesBelow(process.pid)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
  process.exit(1)
}
