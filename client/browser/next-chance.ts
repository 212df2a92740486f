/**
 * Resolves when the network is back, or after this time: the browser may not know that it is away. One that knows it waits
 * until then, or for the second time.
 */
export const nextChance = (ms: number, offlineMs?: number) =>
  new Promise<void>((resolve) => {
    const wait = navigator.onLine ? ms : offlineMs
    const timer = wait && setTimeout(end, wait)
    function end() {
      clearTimeout(timer)
      removeEventListener('online', end)
      resolve()
    }
    addEventListener('online', end)
  })
