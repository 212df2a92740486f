/** Calls `task` again and again, and returns the function that stops it. Tests call it by themselves. */
export type Repeat = (milliseconds: number, task: () => Promise<void>) => () => void

export const repeatByClock: Repeat = (milliseconds, task) => {
  const timer = setInterval(() => void task(), milliseconds).unref()
  return () => clearInterval(timer)
}
