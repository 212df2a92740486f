import type { Events } from '../realtime/events.ts'
import type { Sql } from '../database/client.ts'
import type { RelaySocket } from '../realtime/socket-types.ts'
import type { Limits } from '../http/limits.ts'
import { sendAs } from './send-as.ts'
import { extraCostOf } from './send.ts'
import type { MessageWriter } from './store/message-writer.ts'

interface MessageEdge {
  sql: Sql
  writer: MessageWriter<RelaySocket>
  limits: Limits
}

export function messageEvents(events: Events, edge: MessageEdge): void {
  events.answer('message:send', async (socket, message) => {
    await edge.limits.sending(socket.data.session.userId, extraCostOf(message.body))
    const { userId } = socket.data.session
    return (await sendAs(edge, userId, message, socket)).message
  })
}
