import { MAX_CURSORS } from '../../wire/limits.ts'
import type { SyncRequest } from '../../wire/sync.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { isBehind, type ConversationLog } from './conversation-log.ts'
import type { Model } from './state.ts'

/** What this tab holds: of conversations that miss something, and of the most recently active ones. */
export function requestFor({ epoch, logs }: Model): SyncRequest {
  const recent = [...logs.values()].sort(byNeed).slice(0, MAX_CURSORS)
  return {
    epoch: recent.length === 0 ? null : epoch,
    cursors: Object.fromEntries(recent.map((log) => [log.conversation.id, cursorOf(log)])),
    marks: Object.fromEntries(
      recent.map(({ conversation }) => [conversation.id, marksSum(conversation)]),
    ),
  }
}

const marksSum = ({ participants, me }: Conversation) =>
  participants.reduce((sum, { receipts_ver }) => sum + receipts_ver, me.own_ver)

/** Told of a change of name or people and not yet which: from there on once more, and it comes with the answer. */
const cursorOf = ({ ver, retold, described }: ConversationLog) =>
  retold > described ? Math.min(ver, described) : ver

function byNeed(a: ConversationLog, b: ConversationLog): number {
  if (isBehind(a) !== isBehind(b)) return isBehind(a) ? -1 : 1
  return a.conversation.active_at < b.conversation.active_at ? 1 : -1
}
