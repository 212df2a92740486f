import type { Changes, Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import { takeIn, type Held } from './loaded-messages.ts'
import { emptyPart } from './merge.ts'
import { mergeConversation, withMessages } from './merge-conversation.ts'
import { countedIn, countedThrough, isLater, type Counted } from './counts.ts'

/**
 * What this tab knows of one conversation. All of it is values: every function gives a new log and changes none.
 * However frames are lost, doubled or reordered, merging what `sync` answers leads to the server's state.
 */
export interface ConversationLog extends Held {
  readonly conversation: Conversation
  /** Every change up to this one is in here: the cursor. */
  readonly ver: number
  /** Frames that came early, by ver. */
  readonly ahead: readonly Message[]
  /** What is unread is as of this state. */
  readonly counted: Counted
  /** Its name and people are as of this change. */
  readonly described: number
  /** The newest change that told of another name or other people. */
  readonly retold: number
}

/** Frames kept while waiting for a missing one; beyond that, sync brings them all. */
const MAX_AHEAD = 500

/** A page of changes this long may have been cut off: the cursor is then its last message's ver. */
export const CHANGES_PAGE = 200

export function newLog(conversation: Conversation): ConversationLog {
  return {
    conversation,
    ver: conversation.last_ver,
    ahead: [],
    part: { kind: 'none' },
    counted: countedIn(conversation),
    described: conversation.last_ver,
    retold: 0,
    jump: null,
  }
}

/** The server knows of changes that are not in here. */
export const isBehind = (log: ConversationLog): boolean => log.ver < log.conversation.last_ver

/** A frame: `ver` next to ours is applied, an older one dropped, a later one kept for when the gap is filled. */
export function receive(log: ConversationLog, arrivals: readonly Message[]): ConversationLog {
  const waiting = new Map<number, Message>()
  for (const message of [...log.ahead, ...arrivals]) {
    if (message.ver > log.ver) waiting.set(message.ver, message)
  }
  if (waiting.size === 0) return log
  const byVer = [...waiting.values()].sort((a, b) => a.ver - b.ver)
  const gap = byVer.findIndex((message, i) => message.ver !== log.ver + 1 + i)
  const due = gap === -1 ? byVer : byVer.slice(0, gap)
  const early = gap === -1 ? [] : byVer.slice(gap)
  const known = Math.max(log.conversation.last_ver, byVer.at(-1)!.ver)
  return {
    ...absorb(log, due, false),
    ver: log.ver + due.length,
    conversation: { ...withMessages(log.conversation, due), last_ver: known },
    counted: countedThrough(log.counted, log.conversation, due),
    ahead: early.length > MAX_AHEAD ? [] : early,
  }
}

/** One item of a `sync` answer. */
export function applyChanges(log: ConversationLog | undefined, item: Changes): ConversationLog {
  if (log === undefined) return newLog(item.conversation)
  if (item.reset) return replaced(log, item)
  const isCut = item.items.length >= CHANGES_PAGE
  const ver = Math.max(log.ver, isCut ? item.items.at(-1)!.ver : item.last_ver)
  const told = redescribe(log, item.conversation)
  const complete = ver >= told.conversation.last_ver
  return receive({ ...absorb(log, item.items, complete), ...told, ver }, [])
}

function replaced(log: ConversationLog, item: Changes): ConversationLog {
  const messages = item.items.toSorted((a, b) => a.seq - b.seq)
  const hasEarlier = (messages[0]?.seq ?? 1) > 1
  return {
    ...newLog(item.conversation),
    ver: item.last_ver,
    part:
      log.part.kind === 'none' ? log.part : { kind: 'loaded', ...emptyPart, messages, hasEarlier },
  }
}

/** A fresh description, from the list or asked for. The cursor follows only when there are no messages to keep up. */
export function describe(
  log: ConversationLog | undefined,
  conversation: Conversation,
): ConversationLog {
  if (log === undefined) return newLog(conversation)
  const told = { ...log, ...redescribe(log, conversation) }
  if (log.part.kind !== 'none') return told
  return receive({ ...told, ver: Math.max(log.ver, conversation.last_ver) }, [])
}

function redescribe({ conversation: held, ...log }: ConversationLog, told: Conversation) {
  const merged = mergeConversation(held, told, log.described)
  const described = Math.max(log.described, told.last_ver)
  const counted = countedIn(told)
  if (!isLater(counted, log.counted)) return { conversation: merged, described }
  const me = { ...merged.me, mentions: told.me.mentions }
  return { conversation: { ...merged, unread: told.unread, me }, described, counted }
}

export function absorb(
  log: ConversationLog,
  arrivals: readonly Message[],
  complete: boolean,
): ConversationLog {
  const lines = arrivals.filter(({ kind }) => kind === 'system').map(({ ver }) => ver)
  const retold = Math.max(log.retold, ...lines)
  return takeIn(retold === log.retold ? log : { ...log, retold }, arrivals, complete)
}
