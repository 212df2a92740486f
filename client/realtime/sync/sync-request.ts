import { MAX_CURSORS } from '../../../wire/limits.ts'
import type { SyncRequest } from '../../../wire/sync.ts'
import type { Conversation } from '../../../wire/conversations.ts'
import { isBehind, type ConversationLog } from '../log/conversation-log.ts'
import type { Model } from '../store/model.ts'

/** The cursors of this tab: of the logs that are behind, then of the most recently active conversations. */
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
  participants.reduce((sum, { marks_ver }) => sum + marks_ver, me.own_ver)

/** A log with stale metadata asks from `metadataVer` on again, so that the answer brings the name and participants. */
const cursorOf = ({ ver, metadataStaleFrom, metadataVer }: ConversationLog) =>
  metadataStaleFrom > metadataVer ? Math.min(ver, metadataVer) : ver

function byNeed(a: ConversationLog, b: ConversationLog): number {
  if (isBehind(a) !== isBehind(b)) return isBehind(a) ? -1 : 1
  return a.conversation.active_at < b.conversation.active_at ? 1 : -1
}
