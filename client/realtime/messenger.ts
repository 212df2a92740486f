import { createAccountSlice, type AccountSlice } from './slices/account.ts'
import { createConnectionSlice, type ConnectionSlice } from './slices/connection.ts'
import { createConversationsSlice, type ConversationsSlice } from './slices/conversations.ts'
import { deleteDatabase } from './database/database.ts'
import { createGroupsSlice, type GroupsSlice } from './slices/groups.ts'
import { createMessagesSlice, type MessagesSlice } from './slices/messages.ts'
import type { IncomingMessage } from './live/notifications.ts'
import type { MessengerState } from './store/messenger-state.ts'
import { createOutboxSlice, type OutboxSlice } from './slices/outbox.ts'
import { createParts, type MessengerOptions } from './composition.ts'
import { createPeopleSlice, type PeopleSlice } from './slices/people.ts'
import { createTimelineSlice, type TimelineSlice } from './slices/timeline.ts'

/** The messenger of one signed-in person. Made when the bridge has resolved, stopped when the session ends. */
export interface Messenger {
  getState(): MessengerState
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void
  start(): void
  /** Closes the socket and all timers. `forget` also deletes what this browser keeps of the person. */
  stop(options?: { forget: boolean }): Promise<void>

  conversations: ConversationsSlice
  timeline: TimelineSlice
  outbox: OutboxSlice
  messages: MessagesSlice
  drafts: DraftsSlice
  groups: GroupsSlice
  people: PeopleSlice
  account: AccountSlice
  notifications: NotificationsSlice
  connection: ConnectionSlice
}

export interface DraftsSlice {
  get(conversationId: string, threadRoot?: string | null): string
  /** OwnMessages in this browser within 500 ms. The draft of a conversation also goes to the server, that of a thread does not. */
  save(conversationId: string, body: string, threadRoot?: string | null): void
}

export interface NotificationsSlice {
  /** Calls back once per message that notifies, in one tab of this browser only. Returns the function that ends it. */
  subscribe(listener: (arrival: IncomingMessage) => void): () => void
}

/** Starts and stops the pieces of the core, and gives the screens its slices. */
export function createMessenger(options: MessengerOptions): Messenger {
  const stopped = new AbortController()
  let listed: Promise<void> = Promise.resolve()
  const parts = createParts(options, { stopped: stopped.signal, listed: () => listed })
  const { state, database, link, drafts, conversations, arrivals } = parts
  const timeline = createTimelineSlice(parts)

  return {
    getState: state.getState,
    subscribe: state.subscribe,
    start() {
      parts.outbox.refresh()
      // What this browser kept comes first: it is on the screen while the server is asked.
      const begin = () => {
        state.emitChange()
        listed = conversations.loadFirst()
        // As of about now: what changes until there is a connection is then not missed.
        if (state.model.asOf === null) void parts.renames.load()
        link.start()
      }
      parts.cache.read().then(begin, begin)
    },
    async stop({ forget } = { forget: false }) {
      stopped.abort()
      link.stop()
      const { sync, marks, typing, presence, outbox, knownPeople, renames, cache, attention } =
        parts
      for (const part of [
        sync,
        marks,
        typing,
        presence,
        outbox,
        knownPeople,
        renames,
        cache,
        attention,
      ]) {
        part.stop()
      }
      drafts.stop({ forget })
      await database.then((open) => open.close()).catch(() => undefined)
      if (forget) await deleteDatabase(options.user.id)
    },
    conversations: createConversationsSlice(parts),
    timeline,
    outbox: createOutboxSlice({ ...parts, timeline }),
    messages: createMessagesSlice({ ...parts, requestSync: parts.behind }),
    drafts: { get: drafts.get, save: drafts.set },
    groups: createGroupsSlice({ ...parts, me: options.user.id }),
    people: createPeopleSlice(parts),
    account: createAccountSlice(parts),
    notifications: { subscribe: arrivals.listen },
    connection: createConnectionSlice(parts),
  }
}
