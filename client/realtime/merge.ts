import type { History, Message } from '../../wire/messages.ts'

/** The part of a conversation this tab holds: `messages` dense in seq, oldest first, up to the end. */
export interface Loaded {
  readonly messages: readonly Message[]
  /** Arrived before what lies between them and `messages`. Shown when that has come, too. */
  readonly detached: readonly Message[]
  readonly hasEarlier: boolean
  /** An earlier page is on its way, so changes to what it will bring must be kept. */
  readonly fetching: boolean
}

export const emptyPart: Loaded = {
  messages: [],
  detached: [],
  hasEarlier: false,
  fetching: false,
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
  const floor = part.hasEarlier ? (part.messages[0]?.seq ?? 0) : 0
  const start = all.findIndex(({ seq }) => seq >= floor)
  const known = start === -1 ? [] : all.slice(start)
  const earlier = part.fetching ? all.slice(0, start === -1 ? all.length : start) : []
  const end = complete ? known.length : denseLength(known)
  return {
    ...part,
    messages: known.slice(0, end),
    detached: [...earlier, ...known.slice(end)],
  }
}

/** By far the most frequent case: one message, the next. */
function appended(part: Loaded, arrivals: readonly Message[]): Loaded | null {
  const [message] = arrivals
  const last = part.messages.at(-1)
  const isNext = arrivals.length === 1 && message !== undefined && message.seq - 1 === last?.seq
  if (!isNext || part.detached.length > 0) return null
  return { ...part, messages: [...part.messages, message] }
}

function denseLength(messages: readonly Message[]): number {
  const hole = messages.findIndex((message, i) => i > 0 && message.seq !== messages[i - 1]!.seq + 1)
  return hole === -1 ? messages.length : hole
}

/** The page before the message `before` arrived. If that is not the first any more, the page does not fit. */
export function prepend(part: Loaded, before: number, page: History): Loaded {
  if (part.messages[0]?.seq !== before) return dropEarly(part)
  const messages = [...page.items, ...part.messages]
  const merged = mergeMessages({ ...part, messages, hasEarlier: page.has_more }, [], {
    complete: true,
  })
  return dropEarly(merged)
}

/** The earlier page did not come. */
export function dropEarly(part: Loaded): Loaded {
  const first = part.messages[0]?.seq ?? 0
  return { ...part, fetching: false, detached: part.detached.filter(({ seq }) => seq > first) }
}

/** Keeps the newest `count`. */
export function trimmed(part: Loaded, count: number): Loaded {
  if (part.messages.length <= count) return part
  return { ...part, messages: part.messages.slice(-count), hasEarlier: true }
}
