import type { Arrivals } from './arrivals.ts'
import type { Blocks } from './blocks.ts'
import type { Cache } from './cache.ts'
import type { Conversations } from './conversations.ts'
import type { Drafts } from './drafts.ts'
import type { Marks } from './marks.ts'
import type { Outbox } from './outbox.ts'
import type { PresenceWatch } from './presence.ts'
import type { QuotedMessages } from './quoted.ts'
import type { Renames } from './renames.ts'
import type { State } from './state.ts'
import type { Stored } from './stored.ts'
import type { Threads } from './threads.ts'
import type { Timelines } from './timelines.ts'

interface Parts {
  stored: Stored
  conversations: Conversations
  timelines: Timelines
  threads: Threads
  quoted: QuotedMessages
  outbox: Outbox
  marks: Marks
  presence: PresenceWatch
  drafts: Drafts
  blocks: Blocks
  arrivals: Arrivals
  renames: Renames
  cache: Cache
}

/** Who is to be told of what. The parts need this to be made, so they are asked for when something happens. */
export function createUpkeep(state: State, parts: () => Parts) {
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
      state.touch()
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
