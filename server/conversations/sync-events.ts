import type { SyncAnswer, SyncRequest } from '../../wire/sync.ts'
import type { Sql } from '../database/client.ts'
import type { Limits } from '../http/limits.ts'
import type { LiveSession, SecondLook } from '../live-session.ts'
import type { Events } from '../realtime/events.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import {
  everythingFor,
  everythingWith,
  hasSomething,
  nothingNew,
  syncFor,
  type NewsLook,
} from './sync.ts'

/** One sync of a socket runs, and one more waits for it. */
const MAX_BEGUN = 2

export interface SyncObserver {
  /** A connected client missed messages of so many conversations. */
  gapsFound(conversations: number): void
}

/**
 * The conversations of which a client lacked messages. A reset is none: the client had nothing of that conversation, or
 * the database was restored.
 */
const gapsIn = ({ items }: SyncAnswer) =>
  items.filter(({ reset, items: missed }) => !reset && missed.length > 0).length

/** What a socket asks first: whether it is still let in, and whether its client lacks anything. */
export interface FirstSync {
  session: LiveSession
  request: SyncRequest
}

export interface FirstSyncs {
  /** Sockets that come at once share a statement. */
  look(question: FirstSync): Promise<NewsLook & SecondLook>
  takes(request: SyncRequest): boolean
}

interface SyncEdge {
  sql: Sql
  firstSyncs: FirstSyncs
  limits: Limits
  work: Work
  metrics: SyncObserver
}

/** The syncs of one socket. */
interface Syncs {
  /** Whether the client has been told everything once. What it misses later is a gap. */
  hasCaughtUp: boolean
  begun: number
  /** Settles when no sync runs. */
  last: Promise<unknown> | null
}

/** A sync is the most expensive event, and its answer the largest. So a socket has one at a time. */
export function syncEvents(events: Events, edge: SyncEdge): void {
  const { sql, work, firstSyncs } = edge
  const syncsOf = new WeakMap<RelaySocket, Syncs>()

  /** The first sync of a socket takes the second look at it along. */
  async function catchUp(socket: RelaySocket, request: SyncRequest): Promise<SyncAnswer> {
    const { session, admission } = socket.data
    const { userId } = session
    const alone = () => work.run(userId, 'page', () => syncFor(sql, userId, request))
    if (!hasSomething(request)) {
      return admission.settleWith(
        (columns) => work.run(userId, 'page', () => everythingWith(sql, userId, request, columns)),
        alone,
      )
    }
    if (!firstSyncs.takes(request)) {
      await admission.settled()
      return alone()
    }
    const news = await admission.settleWith<NewsLook | null>(
      async () => {
        const look = await work.run(userId, 'query', () => firstSyncs.look({ session, request }))
        return { look, answer: look }
      },
      () => Promise.resolve(null),
    )
    if (news === null) return alone()
    if (!news.differs) return nothingNew(news)
    return work.run(userId, 'page', () => everythingFor(sql, userId, request))
  }

  events.answer('sync', async (socket, request) => {
    const { userId } = socket.data.session
    const syncs = syncsOf.get(socket) ?? { hasCaughtUp: false, begun: 0, last: null }
    syncsOf.set(socket, syncs)
    // A sync that does not run costs nothing of the limit. A slow database must not use up the person's syncs.
    if (syncs.begun >= MAX_BEGUN) {
      throw new Refusal('rate_limited', 'A sync of this connection is still running.', 1)
    }
    syncs.begun++
    const turn = Promise.resolve(syncs.last).then(async () => {
      await edge.limits.sync(userId)
      return catchUp(socket, request)
    })
    syncs.last = turn.catch(() => undefined)
    try {
      const answered = await turn
      if (syncs.hasCaughtUp) edge.metrics.gapsFound(gapsIn(answered))
      else syncs.hasCaughtUp = answered.more !== true
      return answered
    } finally {
      syncs.begun--
      if (syncs.begun === 0) syncs.last = null
    }
  })
}
