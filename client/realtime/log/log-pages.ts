import type { History } from '../../../wire/requests/messages.ts'
import type { Message } from '../../../wire/messages.ts'
import { absorb, receive, type ConversationLog } from './conversation-log.ts'
import { updateLoaded, type WithHistory } from './history-state.ts'
import { nothingLoaded, mergeMessages, trimmed } from './loaded-messages.ts'

/** Messages in a page of history. A conversation that is not open keeps this many in memory. */
export const PAGE = 50

export function startLoading<T extends WithHistory>(log: T): T {
  return log.history.kind === 'none' ? { ...log, history: { kind: 'loading', incoming: [] } } : log
}

/** The newest page came. What changed while it was on its way is merged into it. */
export function loadPage<T extends WithHistory>(log: T, page: History, empty = nothingLoaded): T {
  if (log.history.kind !== 'loading') return log
  const newest = { ...empty, messages: page.items, hasEarlier: page.has_more }
  const loaded = mergeMessages(newest, log.history.incoming, { complete: false })
  return { ...log, history: { kind: 'loaded', ...loaded } }
}

export function unload<T extends WithHistory>(log: T): T {
  return { ...log, history: { kind: 'none' } }
}

/**
 * The conversation was closed. Messages that end far back are unloaded, because the next visit would take them for
 * the newest page.
 */
export function closed(log: ConversationLog): ConversationLog {
  if (log.history.kind === 'loaded' && log.history.hasLater) return unload(log)
  return updateLoaded(log, (loaded) => trimmed(loaded, PAGE))
}

/** The page of a jump was asked for. The loaded messages stay until it comes, and are then replaced. */
export const startJump = <T extends WithHistory>(log: T): T => ({ ...startLoading(log), jump: [] })

/** The page of a jump came, or failed (null). If a reset came meanwhile, the page is outdated and is not taken. */
export function endJump<T extends WithHistory>(
  log: T,
  page: History | null,
  empty = nothingLoaded,
): T {
  const { jump } = log
  if (jump === null || page === null) return { ...log, jump: null }
  const there = {
    ...empty,
    messages: page.items,
    hasEarlier: page.has_more,
    hasLater: page.has_later ?? false,
  }
  const loaded = mergeMessages(there, jump, { complete: false })
  return { ...log, jump: null, history: { kind: 'loaded', ...loaded } }
}

/** Shows the server's answer to a change of a message at once, also when changes before it are still missing. */
export const showAtOnce = (log: ConversationLog, message: Message): ConversationLog =>
  receive(absorb(log, [message], false), [message])
