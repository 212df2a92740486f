import { createHmac } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Config } from '../config.ts'
import type { Redis } from '../redis.ts'
import { Refusal } from '../refusal.ts'

const WINDOW_SECONDS = 60

/** Counts one use of `key`; throws `rate_limited` with the seconds to wait when there were too many. */
export type Limit = (key: string) => Promise<void>

/** How often anybody may do what, each a minute. All of them in one place, so that one store can count them. */
export function createLimits(
  { addressRequests, personRequests, keySecret }: Config['limits'],
  redis: Redis | null,
) {
  const limit = (name: string, uses: number): Limit => {
    const own = new RateLimiterMemory({ keyPrefix: name, points: uses, duration: WINDOW_SECONDS })
    return redis === null
      ? limitBy(own)
      : limitBy(sharedLimiter(own, redis), (key) => hidden(key, keySecret))
  }
  return {
    /** By address, before anybody knows who asks: requests and new sockets. */
    address: limit('address', addressRequests),
    /**
     * By address as well, apart: connections that have yet to say who they are. Who follows each with a new socket is
     * refused as such first, where a page can be told how long to wait; a page cannot read why its WebSocket did not open.
     */
    opening: limit('opening', addressRequests),
    /** By address, apart from what people do: behind a proxy that names nobody, they all share one. */
    probe: limit('probe', 600),
    /** By session. */
    refresh: limit('refresh', 30),
    handshake: limit('handshake', 300),
    /** By person, over all their sessions, so that a second tab buys nothing. */
    bridge: limit('bridge', 10),
    request: limit('request', personRequests),
    search: limit('search', 120),
    peopleSearch: limit('people-search', 120),
    creation: limit('creation', 300),
    /** Each is told to everybody who shares a conversation. */
    profile: limit('profile', 30),
    /** Far above what hands can do, far below what would hold up others. */
    sending: limit('message:send', 12_000),
    event: limit('event', 24_000),
  } satisfies Record<string, Limit>
}

export type Limits = ReturnType<typeof createLimits>

/** Counted by all nodes together; by each for itself while Redis is away. */
function sharedLimiter(own: RateLimiterMemory, redis: Redis): RateLimiterRedis {
  const { keyPrefix, points, duration } = own
  return new RateLimiterRedis({
    storeClient: redis,
    useRedisPackage: true,
    keyPrefix: `parley:${keyPrefix}`,
    points,
    duration,
    insuranceLimiter: own,
    // Whoever has used it up costs Redis nothing until the time is over.
    inMemoryBlockOnConsumed: points,
  })
}

/** A Redis may be looked into by more people than the database: it holds no address, and no id that leads to anybody. */
const hidden = (key: string, secret: string) =>
  createHmac('sha256', secret).update(key).digest('base64url')

function limitBy(
  limiter: RateLimiterMemory | RateLimiterRedis,
  keyOf = (key: string) => key,
): Limit {
  return async (key) => {
    try {
      await limiter.consume(keyOf(key))
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      const wait = Math.max(1, Math.ceil(error.msBeforeNext / 1000))
      throw new Refusal('rate_limited', `Too many tries. Wait ${wait} s.`, wait)
    }
  }
}
