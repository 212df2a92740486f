import { moveMarks, type MarkName } from '../conversations/marks.ts'
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
  markEvent(socket, edge, 'message:read', 'read')
  markEvent(socket, edge, 'message:delivered', 'delivered')
}

function markEvent(
  socket: RelaySocket,
  { sql, publish, ...edge }: MessageEdge,
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
