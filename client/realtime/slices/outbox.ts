import type { MentionedPerson } from '../../../wire/requests/messages.ts'
import type { FileDraft } from '../../uploads/pending-file.ts'
import type { Api } from '../../requests/http.ts'
import type { ReviewNeeds } from '../outbox/reviews.ts'
import type { PendingMessage } from '../store/pending-message.ts'
import type { FileMessages, FileMessagesNeeds } from '../outbox/file-messages.ts'
import type { TimelineSlice } from './timeline.ts'
import type { Typing } from '../live/typing.ts'

/** Messages that this person writes. */
export interface OutboxSlice {
  /** Puts the message in the outbox and shows it at once. Resolves when this browser has stored it. */
  send(
    conversationId: string,
    body: string,
    options?: {
      replyTo?: string
      threadRoot?: string
      mentions?: readonly MentionedPerson[]
      files?: readonly FileDraft[]
      /** False: the message shows no preview of a link. */
      preview?: false
      /** Only in a dark room: the alias under which it is written. */
      alias_id?: string
    },
  ): Promise<void>
  /** All messages that wait or were refused, also those of conversations that are not loaded. */
  pending(): readonly PendingMessage[]
  retry(clientId: string): Promise<void>
  /** Takes back a message without an answer. If it turns out to be stored, it is deleted like every other message. */
  discard(clientId: string): Promise<void>
  /** Takes a message back that waits for a moderator. False: a moderator was first. Throws RequestError. */
  takeBack(clientId: string): Promise<boolean>
  /** Messages with files: their progress, their bytes on this device, and single uploads. */
  files(): Promise<FileMessages>
}

interface Needs extends FileMessagesNeeds {
  link: ReviewNeeds['link']
  /** Waits while the relay asks for a pause. */
  background: Api
  typing: Typing
  timeline: Pick<TimelineSlice, 'toLatest'>
}

export function createOutboxSlice(needs: Needs): OutboxSlice {
  const { outbox, typing, timeline, store } = needs
  const files = async () => (await import('../outbox/file-messages.ts')).fileMessagesOf(needs)
  // Uploads of an earlier visit go on.
  store.restored.subscribe(() => void files().catch(() => undefined))
  const reviews = async () => (await import('../outbox/reviews.ts')).reviewsOf(needs)
  /** The part could not be loaded. Without this, each change of the store would ask for it again. */
  let isMissing = false
  function follow(): void {
    const isKept = ({ state }: PendingMessage) =>
      state.kind === 'failed' && (state.code === 'in_review' || state.code === 'taken_back')
    if (!isMissing && store.model.pending.some(isKept)) {
      reviews().catch(() => {
        isMissing = true
      })
    }
  }
  store.subscribe(follow)
  store.caughtUp.subscribe(() => {
    isMissing = false
    follow()
  })

  return {
    async send(conversationId, body, options = {}) {
      const { replyTo = null, threadRoot = null, mentions = [], files: drafts, ...wish } = options
      typing.set(conversationId, false)
      // The new message stands at the end. A reader who is far back is taken there.
      void timeline.toLatest(threadRoot ?? conversationId)
      const message = {
        conversation_id: conversationId,
        body,
        reply_to: replyTo,
        thread_root: threadRoot,
        ...wish,
        ...(mentions.length > 0 && { mentions }),
      }
      await (drafts ? (await files()).send(message, drafts) : outbox.add(message))
    },
    pending: () => store.model.pending,
    retry: outbox.retry,
    discard: async (clientId) => (await files()).cancel(clientId),
    takeBack: async (clientId) => (await reviews()).takeBack(clientId),
    files,
  }
}
