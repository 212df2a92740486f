import type { Sql } from '../database/client.ts'
import { answer, type EventEdge } from '../realtime/events.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import { moveMarks, type MarkName } from './marks.ts'

type ReceiptEdge = EventEdge & { sql: Sql; publish: Publisher }

/** Up to where somebody has read a conversation, and up to where it reached a device of theirs. */
export function receiptEvents(socket: RelaySocket, edge: ReceiptEdge): void {
  receiptEvent(socket, edge, 'message:read', 'read')
  receiptEvent(socket, edge, 'message:delivered', 'delivered')
}

function receiptEvent(
  socket: RelaySocket,
  { sql, publish, ...edge }: ReceiptEdge,
  event: 'message:read' | 'message:delivered',
  mark: MarkName,
): void {
  answer(socket, event, edge, async ({ conversation_id, seq }) => {
    const { userId } = socket.data.session
    const { marks, counts, moved, cleared, hiddenFrom } = await moveMarks(
      sql,
      userId,
      conversation_id,
      mark,
      seq,
    )
    if (moved) publish.toConversation(conversation_id, event, marks, socket, hiddenFrom)
    if (cleared) publish.toUser(userId, 'conversation:changed', { conversation_id }, socket)
    return { ...marks, ...counts }
  })
}
