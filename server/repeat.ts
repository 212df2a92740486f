import { isPassingFault } from './database/faults.ts'
import type { Logger } from './logger.ts'

/** Calls `task` again and again, and returns the function that stops it. Tests call it by themselves. */
export type Repeat = (milliseconds: number, task: () => Promise<void>) => () => void

export const repeatByClock: Repeat = (milliseconds, task) => {
  const timer = setInterval(() => void task(), milliseconds).unref()
  return () => clearInterval(timer)
}

/**
 * Logs the faults of work that is repeated. The same fault is told once, until the work has succeeded: otherwise it would
 * fill the log. A fault that may pass is told when `patience` runs in a row have failed, because the next run tries again.
 */
export function tellFaults(
  log: Logger,
  what: string,
  { fields = {}, patience = Infinity }: { fields?: Record<string, string>; patience?: number } = {},
) {
  let told = ''
  let failures = 0
  return {
    failed(error: unknown): void {
      failures++
      const mayPass = isPassingFault(error) && failures < patience
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
  const { succeeded, failed } = tellFaults(log, fault)
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
