/** The session is renewed after this share of its life, early enough for a retry or two. */
const RENEW_AFTER = 0.8
const RETRY_MS = 30_000
const MIN_CHECK_GAP_MS = 10_000

export interface Renewal {
  schedule(expiresIn: number): void
  stop(): void
}

/**
 * Keeps a live session from running out. It counts from the relay's `expires_in`, never from a time of day, because
 * this browser's clock may be wrong. Timers stand still while a computer sleeps or the browser freezes the page, so a
 * page that wakes asks the relay instead.
 */
export function createRenewal(tasks: {
  /** False when it has to be tried again. */
  renew(): Promise<boolean>
  check(): Promise<unknown>
}): Renewal {
  let timer: ReturnType<typeof setTimeout> | undefined
  let checkedAt = performance.now()

  const arm = (delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void tasks.renew().then((renewed) => {
        if (!renewed && timer !== undefined) arm(RETRY_MS)
      })
    }, delay)
  }
  const wake = () => {
    if (timer === undefined || document.visibilityState === 'hidden') return
    if (performance.now() - checkedAt < MIN_CHECK_GAP_MS) return
    checkedAt = performance.now()
    void tasks.check()
  }
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', wake)
    window.removeEventListener('online', wake)
    window.removeEventListener('pageshow', wake)
  }

  return {
    schedule(expiresIn) {
      stop()
      checkedAt = performance.now()
      document.addEventListener('visibilitychange', wake)
      window.addEventListener('online', wake)
      window.addEventListener('pageshow', wake)
      arm(expiresIn * 1000 * RENEW_AFTER)
    },
    stop,
  }
}
