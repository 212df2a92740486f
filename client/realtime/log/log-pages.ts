import type { History, Message } from '../../../wire/messages.ts'
import { absorb, receive, type ConversationLog } from './conversation-log.ts'
import { updatePart, type Held } from './loaded-messages.ts'
import { emptyPart, mergeMessages, trimmed } from './merge.ts'

/** Messages of a page of history, and of a conversation that is not open. */
export const PAGE = 50

export function startLoading<T extends Held>(held: T): T {
  return held.part.kind === 'none' ? { ...held, part: { kind: 'loading', arrivals: [] } } : held
}

/** The newest page arrived; what changed while it was on its way is put on top. */
export function loadPage<T extends Held>(held: T, page: History, empty = emptyPart): T {
  if (held.part.kind !== 'loading') return held
  const newest = { ...empty, messages: page.items, hasEarlier: page.has_more }
  const part = mergeMessages(newest, held.part.arrivals, { complete: false })
  return { ...held, part: { kind: 'loaded', ...part } }
}

export function unload<T extends Held>(held: T): T {
  return { ...held, part: { kind: 'none' } }
}

/** Not on the screen any more. What ends far back would be taken for the newest page by the next visit. */
export function closed(log: ConversationLog): ConversationLog {
  if (log.part.kind === 'loaded' && log.part.hasLater) return unload(log)
  return updatePart(log, (part) => trimmed(part, PAGE))
}

/** Another page was asked for, to take the place of what is loaded. That stays until the page is here. */
export const startJump = <T extends Held>(held: T): T => ({ ...startLoading(held), jump: [] })

/** The page is here, or does not come. After a reset in between it tells of another past and is not taken. */
export function endJump<T extends Held>(held: T, page: History | null, empty = emptyPart): T {
  const { jump } = held
  if (jump === null || page === null) return { ...held, jump: null }
  const there = {
    ...empty,
    messages: page.items,
    hasEarlier: page.has_more,
    hasLater: page.has_later ?? false,
  }
  const part = mergeMessages(there, jump, { complete: false })
  return { ...held, jump: null, part: { kind: 'loaded', ...part } }
}

/** What the server answered to a change of a message: shown at once, also when changes before it are still missing. */
export const showAtOnce = (log: ConversationLog, message: Message): ConversationLog =>
  receive(absorb(log, [message], false), [message])
