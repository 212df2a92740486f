/** Resolves when the network is back. The browser may not know that it is away: then after this time. */
export const nextChance = (ms: number) =>
  new Promise<unknown>((resolve) => {
    if (navigator.onLine) setTimeout(resolve, ms)
    addEventListener('online', resolve, { once: true })
  })
