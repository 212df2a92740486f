import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Config } from '../config.ts'
import { Refusal } from '../refusal.ts'

/** Counts one use of `key`; throws `rate_limited` with the seconds to wait when there were too many. */
export type Limit = (key: string) => Promise<void>

function createLimit(name: string, uses: number, perSeconds = 60): Limit {
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

/** How often anybody may do what, each a minute. All of them in one place, so that one store can count them. */
export function createLimits({ addressRequests, personRequests }: Config['limits']) {
  return {
    /** By address, before anybody knows who asks: requests and new sockets. */
    address: createLimit('address', addressRequests),
    /** By session. */
    refresh: createLimit('refresh', 30),
    handshake: createLimit('handshake', 300),
    /** By person, over all their sessions, so that a second tab buys nothing. */
    bridge: createLimit('bridge', 10),
    request: createLimit('request', personRequests),
    search: createLimit('search', 120),
    peopleSearch: createLimit('people-search', 120),
    creation: createLimit('creation', 300),
    /** Each is told to everybody who shares a conversation. */
    profile: createLimit('profile', 30),
    /** Far above what hands can do, far below what would hold up others. */
    sending: createLimit('message:send', 12_000),
    event: createLimit('event', 24_000),
  } satisfies Record<string, Limit>
}

export type Limits = ReturnType<typeof createLimits>
