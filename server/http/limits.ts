import { createHmac, type KeyObject } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Config } from '../config.ts'
import type { Redis } from '../redis.ts'
import { Refusal } from '../refusal.ts'
import { countHere } from './counts.ts'
import { networkOf } from './network.ts'
import { inPortions, type Limit } from './portions.ts'

const aMinute = { seconds: 60, tooMany: (wait: number) => `Too many tries. Wait ${wait} s.` }
/** The share of a limit that a node takes from Redis at once. Limits below two hundred are counted one by one. */
const PORTION = 0.01

const INVITATIONS_AN_HOUR = 60

/** All limits, a minute where nothing else is said. They stand in one place, so that one store can count them. */
export function createLimits(
  { addressRequests, personRequests, roomsAnHour, nameKey }: Config['limits'],
  redis: Redis | null,
) {
  const limit = (name: string, uses: number, { seconds, tooMany } = aMinute): Limit => {
    const milliseconds = seconds * 1_000
    if (redis === null) return limitHere(countHere({ uses, milliseconds }), tooMany)
    const own = new RateLimiterMemory({ keyPrefix: name, points: uses, duration: seconds })
    const shared = limitBy(sharedLimiter(own, redis), tooMany, (key) => hidden(key, nameKey))
    return inPortions(shared, Math.floor(uses * PORTION), milliseconds)
  }
  const networkLimit = (name: string, uses: number): Limit => {
    const counted = limit(name, uses)
    return (address, cost) => counted(networkOf(address), cost)
  }
  return {
    /** By address, before the relay knows the person: requests and new sockets. */
    address: networkLimit('address', addressRequests),
    /**
     * By address too, with a count of its own: connections that are not authenticated yet. Each is followed by a new
     * socket, and the limit of sockets refuses first. A page can read from that refusal how long to wait; it cannot
     * read why its WebSocket did not open.
     */
    opening: networkLimit('opening', addressRequests),
    /**
     * By address, with a count of its own: requests of monitoring. Behind a proxy that hides addresses, all clients
     * share one address.
     */
    probe: networkLimit('probe', 600),
    /** By address, with a count of its own: calls with the server key. Tries of wrong keys count too. */
    serverKey: networkLimit('server-key', 1_200),
    /** By address: what an invitation says before the person signs in. */
    invitationLook: networkLimit('invitation-look', 120),
    /** By session. */
    refresh: limit('refresh', 30),
    handshake: limit('handshake', 300),
    /** By person, over all their sessions. A second tab gets no extra requests. */
    bridge: limit('bridge', 10),
    request: limit('request', personRequests),
    search: limit('search', 120),
    monitoring: limit('monitoring', 60),
    report: limit('report', 20),
    appeal: limit('appeal', 10),
    /** Each look-up is told to a person. A moderator who looks up everybody is stopped soon. */
    unmask: limit('unmask', 5),
    peopleSearch: limit('people-search', 120),
    creation: limit('creation', 300),
    /** Changes that everybody in a group, a room or the conversations of a post hears of. */
    settings: limit('settings', 300),
    /** What moderators do. A filter that is tried looks at every filter there is. */
    moderation: limit('moderation', 300),
    /** The rooms that a person makes in an hour. Everybody sees each of them in the Arena. */
    rooms: limit('rooms', roomsAnHour, {
      seconds: 60 * 60,
      tooMany: (wait) => `A person makes ${roomsAnHour} rooms an hour at most. Wait ${wait} s.`,
    }),
    /** The invitations that a person makes in an hour. */
    invitation: limit('invitation', INVITATIONS_AN_HOUR, {
      seconds: 60 * 60,
      tooMany: (wait) =>
        `A person makes ${INVITATIONS_AN_HOUR} invitations an hour at most. Wait ${wait} s.`,
    }),
    picture: limit('picture', 1_200),
    /** Files and previews. A page that is scrolled fast asks for many. */
    file: limit('file', 2_400),
    /** Pictures that the relay has to fetch from other sites. A slow site can hold up each for some seconds. */
    pictureDownload: limit('picture-download', 120),
    /** Messages that get a preview of a link. Each may make the relay ask another site. */
    preview: limit('preview', 30),
    /** The people whom a person adds to groups. */
    adding: limit('adding', 2_500),
    renames: limit('renames', 60),
    history: limit('history', 1_200),
    sync: limit('sync', 300),
    /** The people whose presence a person asks for. */
    watching: limit('watching', 25_000),
    /** Everybody who shares a conversation gets an event for each of these. */
    profile: limit('profile', 30),
    /** Each reads everything that a person ever wrote. */
    export: limit('export', 5, {
      seconds: 60 * 60,
      tooMany: (wait) => `Your data can be downloaded five times an hour. Wait ${wait} s.`,
    }),
    accountEnd: limit('account-end', 10),
    /** In short messages. The limit is far above what a person can do by hand, and low enough to protect everybody else. */
    sending: limit('message:send', 12_000),
    event: limit('event', 24_000),
  } satisfies Record<string, Limit>
}

export type Limits = ReturnType<typeof createLimits>

/** All nodes count together. While Redis is away, each node counts for itself. */
function sharedLimiter(own: RateLimiterMemory, redis: Redis): RateLimiterRedis {
  const { keyPrefix, points, duration } = own
  return new RateLimiterRedis({
    storeClient: redis,
    useRedisPackage: true,
    keyPrefix: `parley:${keyPrefix}`,
    points,
    duration,
    insuranceLimiter: own,
    // A client above the limit causes no more requests to Redis until the time is over.
    inMemoryBlockOnConsumed: points,
  })
}

/** More people may read Redis than the database. It therefore holds no address and no id of a person. */
const hidden = (key: string, nameKey: KeyObject) =>
  createHmac('sha256', nameKey).update(key).digest('base64url')

const refused = (milliseconds: number, tooMany: (wait: number) => string): Refusal => {
  const wait = Math.max(1, Math.ceil(milliseconds / 1000))
  return new Refusal('rate_limited', tooMany(wait), wait)
}

function limitHere(count: ReturnType<typeof countHere>, tooMany: (wait: number) => string): Limit {
  return async (key, cost = 1) => {
    if (cost === 0) return
    const milliseconds = count(key, cost)
    if (milliseconds > 0) throw refused(milliseconds, tooMany)
  }
}

function limitBy(
  limiter: RateLimiterRedis,
  tooMany: (wait: number) => string,
  keyOf: (key: string) => string,
): Limit {
  return async (key, cost = 1) => {
    if (cost === 0) return
    try {
      await limiter.consume(keyOf(key), cost)
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      throw refused(error.msBeforeNext, tooMany)
    }
  }
}
