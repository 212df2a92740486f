import type { Nodes } from '../nodes/nodes.ts'
import type { MessageWriter } from './store/message-writer.ts'

/**
 * The writer, whose `settled` waits for the writers of all nodes. What another node announced before its answer has
 * arrived here before that answer.
 */
export function settledEverywhere<Origin>(
  writer: MessageWriter<Origin>,
  nodes: Nodes,
): MessageWriter<Origin> {
  nodes.on('settled', async ([conversationId]) => {
    await writer.settled(conversationId)
  })
  return {
    ...writer,
    async settled(conversationId) {
      await Promise.all([writer.settled(conversationId), nodes.ask('settled', [conversationId])])
    },
  }
}
