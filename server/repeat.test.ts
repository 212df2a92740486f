import { expect, test, vi } from 'vitest'
import type { Logger } from './logger.ts'
import { eachStep, repeatWork } from './repeat.ts'

function repeated(run: (isStopped: () => boolean) => Promise<void>) {
  const error = vi.fn()
  const stop = vi.fn()
  let task = async (): Promise<void> => undefined
  const { close } = repeatWork(
    { milliseconds: 1_000, run, fault: 'it failed' },
    { error } as unknown as Logger,
    (_milliseconds, given) => {
      task = given
      return stop
    },
  )
  return { error, stop, close, runOnce: () => task() }
}

test('the same fault is told once, and again after the work has succeeded', async () => {
  const outcomes = ['no table', 'no table', '', 'no table', 'no column']
  const { error, runOnce } = repeated(async () => {
    const fault = outcomes.shift()
    if (fault) throw new Error(fault)
  })
  for (let n = 0; n < 5; n += 1) await runOnce()
  const told = error.mock.calls.map(([{ err }, what]) => `${what}: ${err.message}`)
  expect(told).toEqual(['it failed: no table', 'it failed: no table', 'it failed: no column'])
})

test('a fault that may pass is not told, because the next run tries again', async () => {
  const { error, runOnce } = repeated(async () => {
    throw Object.assign(new Error('the connection broke'), { code: 'ECONNRESET' })
  })
  await runOnce()
  expect(error).not.toHaveBeenCalled()
})

test('a fault that may pass is told once it has lasted for half an hour', async () => {
  const { error, runOnce } = repeated(async () => {
    throw Object.assign(new Error('it takes too long'), { code: '57014' })
  })
  for (let second = 1; second < 1_800; second += 1) await runOnce()
  expect(error).not.toHaveBeenCalled()
  await runOnce()
  await runOnce()
  expect(error).toHaveBeenCalledTimes(1)
})

test('each step is done, and what fails is told anew when another step fails too', async () => {
  const done: number[] = []
  const broken = new Set([1])
  const steps = [1, 2, 3].map((step) => async () => {
    if (broken.has(step)) throw new Error(`step ${step}`)
    done.push(step)
  })
  const { error, runOnce } = repeated(() => eachStep(steps))
  await runOnce()
  await runOnce()
  expect(done).toEqual([2, 3, 2, 3])
  broken.add(3)
  await runOnce()
  const told = error.mock.calls.map(([{ err }]) => err.message)
  expect(told).toEqual(['step 1', 'Error: step 1; Error: step 3'])
})

test('faults of several steps that may all pass are not told', async () => {
  const fault = Object.assign(new Error('the connection broke'), { code: 'ECONNRESET' })
  const { error, runOnce } = repeated(() => eachStep([1, 2].map(() => () => Promise.reject(fault))))
  await runOnce()
  expect(error).not.toHaveBeenCalled()
})

test('a run that lasts is not begun again, and closing tells it to end and waits for it', async () => {
  const begun: (() => boolean)[] = []
  let end = (): void => undefined
  const { stop, close, runOnce } = repeated((isStopped) => {
    begun.push(isStopped)
    return new Promise((resolve) => (end = resolve))
  })
  void runOnce()
  void runOnce()
  expect(begun.map((isStopped) => isStopped())).toEqual([false])
  let isClosed = false
  const closed = close().then(() => (isClosed = true))
  expect([stop.mock.calls.length, begun[0]?.(), isClosed]).toEqual([1, true, false])
  end()
  await closed
  expect(isClosed).toBe(true)
})
