import { sharesReceipts } from '../../../wire/conversation-kinds.ts'
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
    receipts: Object.fromEntries(
      recent.map(({ conversation }) => [conversation.id, receiptsSum(conversation)]),
    ),
  }
}

/** In a large conversation the server tells of nobody else's receipts, so only the person's own are compared. */
function receiptsSum(conversation: Conversation): number {
  const { participants, me } = conversation
  const own = participants.filter(({ user_id }) => user_id === me.user_id)
  const compared = sharesReceipts(conversation) ? participants : own
  return compared.reduce((sum, { receipts_ver }) => sum + receipts_ver, me.own_ver)
}

/**
 * A log with stale metadata asks for all changes since `metadataVer`. The answer then brings the name and the
 * participants.
 */
const cursorOf = ({ ver, metadataStaleFrom, metadataVer }: ConversationLog) =>
  metadataStaleFrom > metadataVer ? Math.min(ver, metadataVer) : ver

function byNeed(a: ConversationLog, b: ConversationLog): number {
  if (isBehind(a) !== isBehind(b)) return isBehind(a) ? -1 : 1
  return a.conversation.active_at < b.conversation.active_at ? 1 : -1
}
