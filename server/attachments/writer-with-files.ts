import type { Database } from '../database/client.ts'
import type { MessageWriter, StoredMessage, WriteResult } from '../messages/store/message-writer.ts'
import { Refusal } from '../refusal.ts'
import type { MessageWithFiles } from '../messages/store/new-message.ts'
import { writeMessageWithFiles } from './attach.ts'

/** The most messages with files that are stored at once. Each uses a connection of the requests. */
const MAX_AT_ONCE = 50

/**
 * The writer, which also stores messages with files. Those are few and have a transaction of their own, so that the
 * batches of all others stay as fast as without them.
 */
export function writerWithFiles<Origin>(
  writer: MessageWriter<Origin>,
  sql: Database,
  announce: (stored: readonly StoredMessage<Origin>[]) => void,
): MessageWriter<Origin> {
  const open = new Map<Promise<WriteResult>, string>()
  let isClosed = false

  async function store(message: MessageWithFiles, origin?: Origin): Promise<WriteResult> {
    const result = await writeMessageWithFiles(sql, message)
    if (result.kind === 'stored') {
      const { kind: _, ...stored } = result
      // The answer to the sender is sent before this point.
      setImmediate(() => announce([{ ...stored, origin }]))
    }
    return result
  }

  return {
    ...writer,
    write(message, origin) {
      const { files } = message
      if (files === undefined) return writer.write(message, origin)
      if (isClosed || open.size >= MAX_AT_ONCE) {
        return Promise.reject(
          new Refusal('unavailable', 'Too many messages wait. Try again shortly.'),
        )
      }
      const result = store({ ...message, files }, origin)
      open.set(result, message.conversation_id)
      const leave = () => open.delete(result)
      result.then(leave, leave)
      return result
    },
    async settled(conversationId) {
      const ahead = [...open].flatMap(([result, id]) => (id === conversationId ? [result] : []))
      await Promise.allSettled(ahead)
      await writer.settled(conversationId)
    },
    waiting: () => writer.waiting() + open.size,
    async close() {
      isClosed = true
      await Promise.allSettled(open.keys())
      await new Promise((announced) => setImmediate(announced))
      await writer.close()
    },
  }
}
