import type { Api } from './http.ts'

const MAX_WAITS = 3
const MAX_WAIT_S = 60

/** The seconds of a rate limit, by HTTP or by socket. Null for every other failure. */
export function askedToWait(failure: unknown): number | null {
  const { code, retryAfter } = (failure ?? {}) as { code?: string; retryAfter?: number | null }
  return code === 'rate_limited' ? (retryAfter ?? null) : null
}

/**
 * Calls that run in the background. They wait as long as a rate limit asks. A call that a person started
 * fails at once instead, so that the page can say so.
 */
export function patientApi(
  call: Api,
  stopped: AbortSignal,
  onWait: (seconds: number) => void,
): Api {
  return async <T>(...request: Parameters<Api>): Promise<T> => {
    for (let waits = 0; ; waits++) {
      try {
        return await call<T>(...request)
      } catch (error) {
        const wait = askedToWait(error)
        if (wait === null || wait > MAX_WAIT_S || waits === MAX_WAITS) throw error
        onWait(wait)
        await pause(wait * 1000, stopped)
        if (stopped.aborted) throw error
      }
    }
  }
}

const pause = (ms: number, stopped: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    stopped.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
