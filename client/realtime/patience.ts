import { ApiError, type Api } from '../session/http.ts'

const MAX_WAITS = 3
const MAX_WAIT_S = 60

/**
 * Calls that nobody waits for with a finger on a button: told to slow down they wait as long as they were told. A person
 * who asked for something is told instead.
 */
export function patientApi(call: Api, stopped: AbortSignal): Api {
  return async <T>(...request: Parameters<Api>): Promise<T> => {
    for (let waits = 0; ; waits++) {
      try {
        return await call<T>(...request)
      } catch (error) {
        const wait = error instanceof ApiError && error.code === 'rate_limited' && error.retryAfter
        if (!wait || wait > MAX_WAIT_S || waits === MAX_WAITS) throw error
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
