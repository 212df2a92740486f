import { answer, type EventEdge } from '../realtime/events.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import type { Limits } from '../http/limits.ts'
import { extraCostOf, sendMessage } from './send.ts'
import type { MessageWriter } from './store/message-writer.ts'

interface MessageEdge extends EventEdge {
  writer: MessageWriter<RelaySocket>
  limits: Limits
}

export function messageEvents(socket: RelaySocket, edge: MessageEdge): void {
  answer(socket, 'message:send', edge, async (message) => {
    await edge.limits.sending(socket.data.session.userId, extraCostOf(message.body))
    const sent = await sendMessage(edge.writer, socket.data.session.userId, message, socket)
    return sent.message
  })
}
