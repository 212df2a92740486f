import type { Receipts } from '../live/receipts.ts'
import type { QuotedMessages } from '../timeline/quoted.ts'
import type { Timeline } from '../store/messenger-state.ts'
import type { Store } from '../store/store.ts'
import type { Threads } from '../timeline/threads.ts'
import type { Timelines } from '../timeline/timelines.ts'

/** Open conversations and threads. `id` is the id of a conversation, or of the root of a thread. */
export interface TimelineSlice {
  /** Opens a view of the conversation: shows what this browser stored, and loads the newest page. */
  open(conversationId: string): void
  close(conversationId: string): void
  /** The timeline as soon as it is opened. Undefined: no message of the conversation is loaded. */
  beforeOpening(conversationId: string): Timeline | undefined
  openThread(conversationId: string, rootId: string): void
  closeThread(rootId: string): void
  /** `true`: the reader is at the end and follows it. `false`: the reader is further up, so what they see stays in memory. */
  setFollowing(id: string, following: boolean): void
  loadEarlier(id: string): Promise<void>
  loadLater(id: string): Promise<void>
  /** Loads the page around a message, however far back, in place of what is loaded. A loaded message needs no page. */
  openAround(id: string, seq: number): Promise<void>
  /** Loads the page around the first unread message of a conversation, if the server still counts any. */
  openUnread(conversationId: string): Promise<void>
  /** Goes back to the newest page after a jump. */
  toLatest(id: string): Promise<void>
  /**
   * Loads a quoted message into `quoted`, for as long as a quote of it is on the screen. Returns the function that
   * ends it.
   */
  showQuoted(conversationId: string, messageId: string): () => void
  /** The reader saw the message with this seq, and all before it. */
  markRead(conversationId: string, seq: number): void
}

interface Needs {
  store: Store
  timelines: Timelines
  threads: Threads
  quoted: QuotedMessages
  receipts: Receipts
}

export function createTimelineSlice({ store, timelines, threads, quoted, receipts }: Needs) {
  const pagesOf = (id: string) => (store.model.threads.has(id) ? threads : timelines)
  return {
    open: timelines.open,
    close: timelines.close,
    beforeOpening: store.beforeOpening,
    openThread: threads.open,
    closeThread: threads.close,
    setFollowing: (id, following) => pagesOf(id).setFollowing(id, following),
    loadEarlier: (id) => pagesOf(id).loadEarlier(id),
    loadLater: (id) => pagesOf(id).loadLater(id),
    openAround: (id, seq) => pagesOf(id).openAround(id, seq),
    openUnread: timelines.openUnread,
    toLatest: (id) => pagesOf(id).toLatest(id),
    showQuoted: quoted.show,
    markRead: receipts.read,
  } satisfies TimelineSlice
}
