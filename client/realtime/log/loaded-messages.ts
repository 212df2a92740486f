import type { History } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import { laterOf } from './later-message.ts'

/**
 * The loaded messages of a conversation, oldest first, without a hole in `seq`. They reach the end of the
 * conversation, unless `hasLater` is true. Then they end far back, and new messages belong to a page that was not
 * asked for.
 */
export interface LoadedMessages {
  /**
   * True for a thread. Its messages lie anywhere in the history, so a hole between two of them is no missing message.
   */
  readonly sparse: boolean
  readonly messages: readonly Message[]
  /** Messages after a hole. They are shown when the messages in between have come. */
  readonly detached: readonly Message[]
  readonly hasEarlier: boolean
  readonly hasLater: boolean
  /** The page before or after is on its way. Changes of its messages must be buffered until it comes. */
  readonly fetchingEarlier: boolean
  readonly fetchingLater: boolean
}

export const nothingLoaded: LoadedMessages = {
  sparse: false,
  messages: [],
  detached: [],
  hasEarlier: false,
  hasLater: false,
  fetchingEarlier: false,
  fetchingLater: false,
}

/**
 * Puts new and changed messages in their places. Of two states of one message the later one stays. So the order and
 * the repetition of incoming messages do not matter. `complete`: the server has no message in any hole.
 */
export function mergeMessages(
  loaded: LoadedMessages,
  incoming: readonly Message[],
  { complete }: { complete: boolean },
): LoadedMessages {
  const next = appended(loaded, incoming)
  if (next !== null) return next

  const bySeq = new Map<number, Message>()
  for (const message of [...loaded.messages, ...loaded.detached, ...incoming]) {
    const known = bySeq.get(message.seq)
    bySeq.set(message.seq, known === undefined ? message : laterOf(known, message))
  }
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  const last = loaded.messages.at(-1)?.seq ?? 0
  const floor = loaded.hasEarlier ? (loaded.messages[0]?.seq ?? 0) : 0
  const ceiling = loaded.hasLater ? last : Infinity
  const known = all.filter(({ seq }) => seq >= floor && seq <= ceiling)
  const end = complete || loaded.sparse ? known.length : denseLength(known, last)
  return {
    ...loaded,
    messages: known.slice(0, end),
    detached: [
      ...(loaded.fetchingEarlier ? all.filter(({ seq }) => seq < floor) : []),
      ...known.slice(end),
      ...(loaded.fetchingLater ? all.filter(({ seq }) => seq > ceiling) : []),
    ],
  }
}

/** The most frequent case by far: one message, which is the next. */
function appended(loaded: LoadedMessages, incoming: readonly Message[]): LoadedMessages | null {
  const [message] = incoming
  const last = loaded.messages.at(-1)
  const isNext = incoming.length === 1 && message !== undefined && message.seq - 1 === last?.seq
  if (!isNext || loaded.hasLater || loaded.detached.length > 0) return null
  return { ...loaded, messages: [...loaded.messages, message] }
}

/** How many messages there are before the first hole. Messages up to the seq `shown` are on the screen and stay. */
function denseLength(messages: readonly Message[], shown: number): number {
  const hole = messages.findIndex(
    ({ seq }, i) => i > 0 && seq > shown && seq !== messages[i - 1]!.seq + 1,
  )
  return hole === -1 ? messages.length : hole
}

/** The page before the seq `before` came. If that is not the first message any more, the page does not fit. */
export function prepend(loaded: LoadedMessages, before: number, page: History): LoadedMessages {
  if (!loaded.fetchingEarlier || loaded.messages[0]?.seq !== before) return dropEarly(loaded)
  const messages = [...page.items, ...loaded.messages]
  const merged = mergeMessages({ ...loaded, messages, hasEarlier: page.has_more }, [], {
    complete: true,
  })
  return dropEarly(merged)
}

/** The page after the seq `after` came. The last page reaches the end, and new messages are appended again. */
export function append(loaded: LoadedMessages, after: number, page: History): LoadedMessages {
  if (!loaded.fetchingLater || loaded.messages.at(-1)?.seq !== after) return dropLate(loaded)
  const messages = [...loaded.messages, ...page.items]
  const merged = mergeMessages({ ...loaded, messages, hasLater: page.has_more }, [], {
    complete: false,
  })
  return dropLate(merged)
}

/** Forgets the earlier page that was asked for. */
export function dropEarly(loaded: LoadedMessages): LoadedMessages {
  const first = loaded.messages[0]?.seq ?? 0
  const detached = loaded.detached.filter(({ seq }) => seq > first)
  return { ...loaded, fetchingEarlier: false, detached }
}

/** Forgets the later page that was asked for. */
export function dropLate(loaded: LoadedMessages): LoadedMessages {
  const last = loaded.hasLater ? (loaded.messages.at(-1)?.seq ?? 0) : Infinity
  const detached = loaded.detached.filter(({ seq }) => seq < last)
  return { ...loaded, fetchingLater: false, detached }
}

/** Keeps the newest `count`. An earlier page that is on its way does not fit any more. */
export function trimmed(loaded: LoadedMessages, count: number): LoadedMessages {
  if (loaded.messages.length <= count) return loaded
  return dropEarly({ ...loaded, messages: loaded.messages.slice(-count), hasEarlier: true })
}

/** Keeps the oldest `count`. New messages are not appended any more. */
export function trimmedEnd(loaded: LoadedMessages, count: number): LoadedMessages {
  if (loaded.messages.length <= count) return loaded
  const first = loaded.messages[0]?.seq ?? 0
  const detached = loaded.detached.filter(({ seq }) => seq < first)
  const messages = loaded.messages.slice(0, count)
  return { ...loaded, messages, detached, hasLater: true, fetchingLater: false }
}
