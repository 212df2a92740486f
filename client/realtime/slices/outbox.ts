import type { Outbox } from '../outbox/outbox.ts'
import type { TimelineSlice } from './timeline.ts'
import type { Typing } from '../live/typing.ts'

/** Messages that this person writes. */
export interface OutboxSlice {
  /** Puts the message in the outbox and shows it at once. Resolves when this browser has stored it. */
  send(
    conversationId: string,
    body: string,
    options?: { replyTo?: string; threadRoot?: string },
  ): Promise<void>
  retry(clientId: string): Promise<void>
  discard(clientId: string): Promise<void>
}

interface Needs {
  outbox: Outbox
  typing: Typing
  timeline: Pick<TimelineSlice, 'toLatest'>
}

export function createOutboxSlice({ outbox, typing, timeline }: Needs): OutboxSlice {
  return {
    async send(conversationId, body, { replyTo = null, threadRoot = null } = {}) {
      typing.set(conversationId, false)
      // The new message stands at the end. A reader who is far back is taken there.
      void timeline.toLatest(threadRoot ?? conversationId)
      await outbox.add({
        conversation_id: conversationId,
        body,
        reply_to: replyTo,
        thread_root: threadRoot,
      })
    },
    retry: outbox.retry,
    discard: outbox.discard,
  }
}
