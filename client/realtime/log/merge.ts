import type { History, Message } from '../../../wire/messages.ts'

/**
 * The part of a conversation this tab holds: `messages` dense in seq, oldest first, up to the end; or, far back in the
 * history, a part that ends earlier (`hasLater`): what is written meanwhile belongs to a page that was not asked for.
 */
export interface Loaded {
  /** Of a thread: its messages lie anywhere in the history, and no hole between two of them tells of a missing one. */
  readonly sparse: boolean
  readonly messages: readonly Message[]
  /** Arrived before what lies between them and `messages`. Shown when that has come, too. */
  readonly detached: readonly Message[]
  readonly hasEarlier: boolean
  readonly hasLater: boolean
  /** The page before or after is on its way, so changes to what it will bring must be kept. */
  readonly fetchingEarlier: boolean
  readonly fetchingLater: boolean
}

export const emptyPart: Loaded = {
  sparse: false,
  messages: [],
  detached: [],
  hasEarlier: false,
  hasLater: false,
  fetchingEarlier: false,
  fetchingLater: false,
}

/**
 * Puts new and changed messages in their places; of two states of one message the later stays, so order and repetition
 * of arrivals do not matter. `complete`: the server has nothing in between, a hole is there for good.
 */
export function mergeMessages(
  part: Loaded,
  arrivals: readonly Message[],
  { complete }: { complete: boolean },
): Loaded {
  const next = appended(part, arrivals)
  if (next !== null) return next

  const bySeq = new Map<number, Message>()
  for (const message of [...part.messages, ...part.detached, ...arrivals]) {
    const known = bySeq.get(message.seq)
    if (known === undefined || message.ver > known.ver) bySeq.set(message.seq, message)
  }
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  const last = part.messages.at(-1)?.seq ?? 0
  const floor = part.hasEarlier ? (part.messages[0]?.seq ?? 0) : 0
  const ceiling = part.hasLater ? last : Infinity
  const known = all.filter(({ seq }) => seq >= floor && seq <= ceiling)
  const end = complete || part.sparse ? known.length : denseLength(known, last)
  return {
    ...part,
    messages: known.slice(0, end),
    detached: [
      ...(part.fetchingEarlier ? all.filter(({ seq }) => seq < floor) : []),
      ...known.slice(end),
      ...(part.fetchingLater ? all.filter(({ seq }) => seq > ceiling) : []),
    ],
  }
}

/** By far the most frequent case: one message, the next. */
function appended(part: Loaded, arrivals: readonly Message[]): Loaded | null {
  const [message] = arrivals
  const last = part.messages.at(-1)
  const isNext = arrivals.length === 1 && message !== undefined && message.seq - 1 === last?.seq
  if (!isNext || part.hasLater || part.detached.length > 0) return null
  return { ...part, messages: [...part.messages, message] }
}

/** How many until the first hole; what was shown up to `shown` stays. */
function denseLength(messages: readonly Message[], shown: number): number {
  const hole = messages.findIndex(
    ({ seq }, i) => i > 0 && seq > shown && seq !== messages[i - 1]!.seq + 1,
  )
  return hole === -1 ? messages.length : hole
}

/** The page before the message `before` arrived. If that is not the first any more, the page does not fit. */
export function prepend(part: Loaded, before: number, page: History): Loaded {
  if (!part.fetchingEarlier || part.messages[0]?.seq !== before) return dropEarly(part)
  const messages = [...page.items, ...part.messages]
  const merged = mergeMessages({ ...part, messages, hasEarlier: page.has_more }, [], {
    complete: true,
  })
  return dropEarly(merged)
}

/** The page after `after` arrived. With the last of them the part reaches the end, and is live again. */
export function append(part: Loaded, after: number, page: History): Loaded {
  if (!part.fetchingLater || part.messages.at(-1)?.seq !== after) return dropLate(part)
  const messages = [...part.messages, ...page.items]
  const merged = mergeMessages({ ...part, messages, hasLater: page.has_more }, [], {
    complete: false,
  })
  return dropLate(merged)
}

/** The earlier page did not come. */
export function dropEarly(part: Loaded): Loaded {
  const first = part.messages[0]?.seq ?? 0
  const detached = part.detached.filter(({ seq }) => seq > first)
  return { ...part, fetchingEarlier: false, detached }
}

/** The later page did not come. */
export function dropLate(part: Loaded): Loaded {
  const last = part.hasLater ? (part.messages.at(-1)?.seq ?? 0) : Infinity
  const detached = part.detached.filter(({ seq }) => seq < last)
  return { ...part, fetchingLater: false, detached }
}

/** Keeps the newest `count`. An earlier page on its way was asked for before those that go, and fits no more. */
export function trimmed(part: Loaded, count: number): Loaded {
  if (part.messages.length <= count) return part
  return dropEarly({ ...part, messages: part.messages.slice(-count), hasEarlier: true })
}

/** Keeps the oldest `count`: the part ends there, and is live no more. */
export function trimmedEnd(part: Loaded, count: number): Loaded {
  if (part.messages.length <= count) return part
  const first = part.messages[0]?.seq ?? 0
  const detached = part.detached.filter(({ seq }) => seq < first)
  const messages = part.messages.slice(0, count)
  return { ...part, messages, detached, hasLater: true, fetchingLater: false }
}
