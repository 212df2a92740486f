import type { Changes } from '../../../wire/requests/conversations.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import type { Message } from '../../../wire/messages.ts'
import { takeIn, type WithHistory } from './history-state.ts'
import { nothingLoaded } from './loaded-messages.ts'
import { mergeConversation, withMessages } from './merge-conversation.ts'
import { countedIn, countedThrough, isLater, type Counted } from './counts.ts'

/**
 * What this tab knows of one conversation. It is immutable: every function returns a new log.
 * However frames are lost, doubled or reordered, merging the answers of `sync` leads to the server's state.
 */
export interface ConversationLog extends WithHistory {
  readonly conversation: Conversation
  /** Every change up to this one is in this log: the cursor. */
  readonly ver: number
  /** Frames after a gap, in the order of `ver`. */
  readonly ahead: readonly Message[]
  /** The state of the conversation in which the server counted what is unread. */
  readonly counted: Counted
  /** The version of the name and the participants. */
  readonly metadataVer: number
  /** The newest system line. It may have changed the name or the participants. */
  readonly metadataStaleFrom: number
}

/**
 * The number of frames that are buffered while one before them is missing. On overflow they are dropped, and the sync
 * brings their changes.
 */
const MAX_AHEAD = 500

/** A page of changes this long may be cut off. The cursor is then the ver of its last message. */
export const CHANGES_PAGE = 200

export function newLog(conversation: Conversation): ConversationLog {
  return {
    conversation,
    ver: conversation.last_ver,
    ahead: [],
    history: { kind: 'none' },
    counted: countedIn(conversation),
    metadataVer: conversation.last_ver,
    metadataStaleFrom: 0,
    jump: null,
  }
}

/** True when the server has changes that are not in this log. */
export const isBehind = (log: ConversationLog): boolean => log.ver < log.conversation.last_ver

export const isRoom = (log: ConversationLog | undefined): boolean => Boolean(log?.conversation.room)

/**
 * Takes in frames. The next `ver` is applied, and an older one is dropped. A later one is buffered until the gap is
 * filled.
 */
export function receive(log: ConversationLog, incoming: readonly Message[]): ConversationLog {
  const waiting = new Map<number, Message>()
  for (const message of [...log.ahead, ...incoming]) {
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
  const told = mergeMetadata(log, item.conversation)
  const complete = ver >= told.conversation.last_ver
  return receive({ ...absorb(log, item.items, complete), ...told, ver }, [])
}

function replaced(log: ConversationLog, item: Changes): ConversationLog {
  const messages = item.items.toSorted((a, b) => a.seq - b.seq)
  const hasEarlier = (messages[0]?.seq ?? 1) > 1
  return {
    ...newLog(item.conversation),
    ver: item.last_ver,
    history:
      log.history.kind === 'none'
        ? log.history
        : { kind: 'loaded', ...nothingLoaded, messages, hasEarlier },
  }
}

/** Takes in a conversation of the list or of a request. The cursor follows only when no messages are loaded. */
export function adoptConversation(
  log: ConversationLog | undefined,
  conversation: Conversation,
): ConversationLog {
  if (log === undefined) return newLog(conversation)
  const told = { ...log, ...mergeMetadata(log, conversation) }
  if (log.history.kind !== 'none') return told
  return receive({ ...told, ver: Math.max(log.ver, conversation.last_ver) }, [])
}

function mergeMetadata({ conversation, ...log }: ConversationLog, told: Conversation) {
  const merged = mergeConversation(conversation, told, log.metadataVer)
  const metadataVer = Math.max(log.metadataVer, told.last_ver)
  const counted = countedIn(told)
  if (!isLater(counted, log.counted)) return { conversation: merged, metadataVer }
  const me = { ...merged.me, mentions: told.me.mentions }
  return { conversation: { ...merged, unread: told.unread, me }, metadataVer, counted }
}

/**
 * A room has messages up to `lastSeq`, which this log lacks. They count as unread until the next sync, which brings what
 * the server counts. `now` is the time of the server, so that the list stays in its order.
 */
export function withActivity(log: ConversationLog, lastSeq: number, now: number): ConversationLog {
  const { conversation } = log
  const more = lastSeq - conversation.last_seq
  if (more <= 0) return log
  const unread = conversation.unread + more
  const active_at = new Date(now).toISOString()
  return { ...log, conversation: { ...conversation, last_seq: lastSeq, unread, active_at } }
}

export function absorb(
  log: ConversationLog,
  incoming: readonly Message[],
  complete: boolean,
): ConversationLog {
  const lines = incoming.filter(({ kind }) => kind === 'system').map(({ ver }) => ver)
  const metadataStaleFrom = Math.max(log.metadataStaleFrom, ...lines)
  return takeIn(
    metadataStaleFrom === log.metadataStaleFrom ? log : { ...log, metadataStaleFrom },
    incoming,
    complete,
  )
}
