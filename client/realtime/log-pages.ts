import type { History, Message } from '../../wire/messages.ts'
import { absorb, receive, updatePart, type ConversationLog } from './conversation-log.ts'
import { emptyPart, mergeMessages, trimmed } from './merge.ts'

/** Messages of a page of history, and of a conversation that is not open. */
export const PAGE = 50

export function startLoading(log: ConversationLog): ConversationLog {
  return log.part.kind === 'none' ? { ...log, part: { kind: 'loading', arrivals: [] } } : log
}

/** The newest page arrived; what changed while it was on its way is put on top. */
export function loadPage(log: ConversationLog, page: History): ConversationLog {
  if (log.part.kind !== 'loading') return log
  const newest = { ...emptyPart, messages: page.items, hasEarlier: page.has_more }
  const part = mergeMessages(newest, log.part.arrivals, { complete: false })
  return { ...log, part: { kind: 'loaded', ...part } }
}

export function unload(log: ConversationLog): ConversationLog {
  return { ...log, part: { kind: 'none' } }
}

/** Not on the screen any more. What ends far back would be taken for the newest page by the next visit. */
export function closed(log: ConversationLog): ConversationLog {
  if (log.part.kind === 'loaded' && log.part.hasLater) return unload(log)
  return updatePart(log, (part) => trimmed(part, PAGE))
}

/** Another page was asked for, to take the place of what is loaded. That stays until the page is here. */
export const startJump = (log: ConversationLog): ConversationLog => ({
  ...startLoading(log),
  jump: [],
})

/** The page is here, or does not come. After a reset in between it tells of another past and is not taken. */
export function endJump(log: ConversationLog, page: History | null): ConversationLog {
  const { jump } = log
  if (jump === null || page === null) return { ...log, jump: null }
  const there = {
    ...emptyPart,
    messages: page.items,
    hasEarlier: page.has_more,
    hasLater: page.has_later ?? false,
  }
  const part = mergeMessages(there, jump, { complete: false })
  return { ...log, jump: null, part: { kind: 'loaded', ...part } }
}

/** What the server answered to a change of a message: shown at once, also when changes before it are still missing. */
export const showAtOnce = (log: ConversationLog, message: Message): ConversationLog =>
  receive(absorb(log, [message], false), [message])
