import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../refusal.ts'

/** Counts one use of `key`; throws `rate_limited` with the seconds to wait when there were too many. */
export type Limit = (key: string) => Promise<void>

export function createLimit(name: string, uses: number, perSeconds: number): Limit {
  const limiter = new RateLimiterMemory({ keyPrefix: name, points: uses, duration: perSeconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const wait = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      throw new Refusal('rate_limited', `Too many tries. Wait ${wait} s.`, wait)
    }
  }
}
