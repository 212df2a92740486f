import type { Notifications } from './live/notifications.ts'
import type { Blocks } from './live/blocks.ts'
import type { Cache } from './store/cache.ts'
import type { Conversations } from './sync/conversations.ts'
import type { Drafts } from './live/drafts.ts'
import type { Receipts } from './live/receipts.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { PresenceWatch } from './live/presence.ts'
import type { QuotedMessages } from './timeline/quoted.ts'
import type { Renames } from './live/renames.ts'
import type { Store } from './store/store.ts'
import type { OwnMessages } from './sync/own-messages.ts'
import type { Threads } from './timeline/threads.ts'
import type { Timelines } from './timeline/timelines.ts'

interface Parts {
  stored: OwnMessages
  conversations: Conversations
  timelines: Timelines
  threads: Threads
  quoted: QuotedMessages
  outbox: Outbox
  marks: Receipts
  presence: PresenceWatch
  drafts: Drafts
  blocks: Blocks
  arrivals: Notifications
  renames: Renames
  cache: Cache
}

/** Who is to be told of what. The parts need this to be made, so they are asked for when something happens. */
export function createUpkeep(state: Store, parts: () => Parts) {
  return {
    /** The logs of these conversations changed. */
    changed(ids: Iterable<string>): void {
      const { stored, timelines, marks, arrivals, blocks, presence, cache } = parts()
      for (const id of ids) {
        stored.confirm(id)
        timelines.noticed(id)
        marks.noticed(id)
      }
      arrivals.noticed(ids)
      blocks.noticed(ids)
      presence.noticed()
      cache.noticed()
    },
    /** They are gone, or nothing that is held of them can be relied on. */
    removed(ids: readonly string[]): void {
      if (ids.length === 0) return
      const { timelines, threads, quoted, marks, arrivals, cache } = parts()
      for (const id of ids) {
        state.model.logs.delete(id)
        marks.forget(id)
        timelines.dropped(id)
        arrivals.forget(id)
      }
      threads.reset(ids)
      quoted.reset(ids)
      cache.noticed()
      state.emitChange()
    },
    /** The first sync of a connection is over, one way or the other. */
    caughtUp(): void {
      const { outbox, marks, presence, timelines, threads, quoted } = parts()
      const { drafts, blocks, conversations, renames } = parts()
      outbox.resume()
      marks.resume()
      presence.resume()
      timelines.resume()
      threads.resume()
      quoted.resume()
      drafts.resume()
      void blocks.load()
      void conversations.resume()
      void renames.load()
    },
  }
}
