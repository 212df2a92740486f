/** Safari has none of these. */
interface IdleMoments {
  requestIdleCallback?: (task: () => void, options: { timeout: number }) => number
  cancelIdleCallback?: (idle: number) => void
}

/** Runs a task when the page has a moment, one second from now at the latest. Returns a function that cancels it. */
export function whenIdle(task: () => void): () => void {
  const { requestIdleCallback, cancelIdleCallback } = globalThis as unknown as IdleMoments
  if (!requestIdleCallback) {
    const timer = setTimeout(task, 200)
    return () => clearTimeout(timer)
  }
  const idle = requestIdleCallback(task, { timeout: 1000 })
  return () => cancelIdleCallback?.(idle)
}
