import { isPassingFault } from './database/faults.ts'
import type { Logger } from './logger.ts'

/** Calls `task` again and again, and returns the function that stops it. Tests call it by themselves. */
export type Repeat = (milliseconds: number, task: () => Promise<void>) => () => void

export const repeatByClock: Repeat = (milliseconds, task) => {
  const timer = setInterval(() => void task(), milliseconds).unref()
  return () => clearInterval(timer)
}

/** A fault that may pass, such as a lock or an outage, is told when it has lasted for so long. */
const PATIENCE_MILLISECONDS = 30 * 60_000

/**
 * Logs the faults of work that is repeated. The same fault is told once, until the work has succeeded: otherwise it would
 * fill the log. A fault that may pass is told when the work has failed for half an hour, because the next run tries again.
 * @param milliseconds between two runs. Without them, a fault that may pass is never told
 */
export function tellFaults(
  log: Logger,
  what: string,
  {
    fields = {},
    milliseconds = 0,
  }: { fields?: Record<string, string>; milliseconds?: number } = {},
) {
  let told = ''
  let failures = 0
  return {
    failed(error: unknown): void {
      failures++
      const isNew = milliseconds === 0 || failures * milliseconds < PATIENCE_MILLISECONDS
      const mayPass = isNew && partsOf(error).every(isPassingFault)
      if (mayPass || told === String(error)) return
      told = String(error)
      log.error({ err: error, ...fields }, what)
    },
    succeeded(): void {
      told = ''
      failures = 0
    },
  }
}

/**
 * Does each step, whatever happens to the others: what is promised to people must not wait for an unrelated fault.
 * @throws the fault of the step that failed, or an AggregateError of several, after the last step
 */
export async function eachStep(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = []
  for (const step of steps) await step().catch((error: unknown) => faults.push(error))
  if (faults.length === 1) throw faults[0]
  // The message decides whether the fault was told before.
  if (faults.length > 1) throw new AggregateError(faults, faults.map(String).join('; '))
}

const partsOf = (error: unknown): readonly unknown[] =>
  error instanceof AggregateError ? error.errors : [error]

interface Work {
  milliseconds: number
  /** One run. Work of several steps ends between two of them when it is stopped. */
  run(isStopped: () => boolean): Promise<void>
  /** What the log says of a fault. */
  fault: string
}

/** Repeats work, one run at a time. `close` waits for the run that has begun. */
export function repeatWork(
  { milliseconds, run, fault }: Work,
  log: Logger,
  repeat: Repeat,
): { close(): Promise<void> } {
  const { succeeded, failed } = tellFaults(log, fault, { milliseconds })
  let isStopped = false
  let running: Promise<void> | null = null
  const stop = repeat(
    milliseconds,
    () =>
      (running ??= run(() => isStopped)
        .then(succeeded, failed)
        .finally(() => {
          running = null
        })),
  )
  return {
    async close() {
      isStopped = true
      stop()
      await running
    },
  }
}
