import { actorIn } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import type { Events } from '../realtime/events.ts'
import type { Publisher } from '../realtime/publish.ts'
import { moveReceipts, type ReceiptKind } from './receipts.ts'

interface ReceiptEdge {
  sql: Sql
  publish: Publisher
  metrics: ReceiptObserver
}

export interface ReceiptObserver {
  /** A device confirmed messages that no device of its person had confirmed before. */
  receiptMoved(): void
}

/** How far a participant has read a conversation, and how far their devices have received it. */
export function receiptEvents(events: Events, edge: ReceiptEdge): void {
  receiptEvent(events, edge, 'message:read', 'read')
  receiptEvent(events, edge, 'message:delivered', 'delivered')
}

function receiptEvent(
  events: Events,
  { sql, publish, metrics }: ReceiptEdge,
  event: 'message:read' | 'message:delivered',
  kind: ReceiptKind,
): void {
  events.answer(event, async (socket, { conversation_id, seq }) => {
    const actorId = await actorIn(sql, socket.data.session.userId, conversation_id)
    const change = await moveReceipts(sql, actorId, conversation_id, kind, seq)
    const { receipts, counts, moved, cleared, isShared, hiddenFrom } = change
    if (moved) metrics.receiptMoved()
    if (moved && isShared) {
      publish.toConversation(conversation_id, event, receipts, socket, hiddenFrom)
    } else if (moved) publish.toUser(actorId, event, receipts, socket)
    if (cleared) publish.toUser(actorId, 'conversation:changed', { conversation_id }, socket)
    return { ...receipts, ...counts }
  })
}
