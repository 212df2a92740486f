import { MAX_CURSORS } from '../../wire/limits.ts'
import type { SyncRequest } from '../../wire/sync.ts'
import type { ConversationLog } from './conversation-log.ts'
import type { Model } from './state.ts'

/** What this tab holds, of the most recently active conversations. */
export function requestFor({ epoch, logs }: Model): SyncRequest {
  const recent = [...logs.values()].sort(byActivity).slice(0, MAX_CURSORS)
  return {
    epoch: recent.length === 0 ? null : epoch,
    cursors: Object.fromEntries(recent.map(({ conversation, ver }) => [conversation.id, ver])),
    marks: Object.fromEntries(
      recent.map(({ conversation }) => [conversation.id, conversation.marks_ver]),
    ),
  }
}

const byActivity = (a: ConversationLog, b: ConversationLog) =>
  a.conversation.active_at < b.conversation.active_at ? 1 : -1
