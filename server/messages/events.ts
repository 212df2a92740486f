import { moveReceipts, type ReceiptKind } from '../conversations/receipts.ts'
import type { Sql } from '../database/client.ts'
import type { MessageWriter } from './store/message-writer.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { sendMessage } from './send.ts'

interface MessageEdge extends EventEdge {
  sql: Sql
  publish: Publisher
  writer: MessageWriter<RelaySocket>
}

export function messageEvents(socket: RelaySocket, edge: MessageEdge): void {
  const { userId } = socket.data.session

  answer(socket, 'message:send', edge, async (message) => {
    const { receipt } = await sendMessage(edge.writer, userId, message, socket)
    return receipt
  })
  receiptEvent(socket, edge, 'message:read', 'read')
  receiptEvent(socket, edge, 'message:delivered', 'delivered')
}

function receiptEvent(
  socket: RelaySocket,
  { sql, publish, ...edge }: MessageEdge,
  event: 'message:read' | 'message:delivered',
  kind: ReceiptKind,
): void {
  answer(socket, event, edge, async ({ conversation_id, seq }) => {
    const { userId } = socket.data.session
    const change = await moveReceipts(sql, userId, conversation_id, kind, seq)
    const { receipts, counts, moved, cleared, isShared, hiddenFrom } = change
    if (moved && isShared) {
      publish.toConversation(conversation_id, event, receipts, socket, hiddenFrom)
    } else if (moved) publish.toUser(userId, event, receipts, socket)
    if (cleared) publish.toUser(userId, 'conversation:changed', { conversation_id }, socket)
    return { ...receipts, ...counts }
  })
}
