import { createAccountSlice, type AccountSlice } from './slices/account.ts'
import { createConnectionSlice, type ConnectionSlice } from './slices/connection.ts'
import { createConversationsSlice, type ConversationsSlice } from './slices/conversations.ts'
import { createGroupsSlice, type GroupsSlice } from './slices/groups.ts'
import { createMessagesSlice, type MessagesSlice } from './slices/messages.ts'
import type { IncomingMessage } from './live/notifications.ts'
import type { MessengerState } from './store/messenger-state.ts'
import { createModerationSlice, type ModerationSlice } from './slices/moderation.ts'
import { createOutboxSlice, type OutboxSlice } from './slices/outbox.ts'
import { compose, type MessengerOptions } from './composition.ts'
import { createPeopleSlice, type PeopleSlice } from './slices/people.ts'
import { createRoomsSlice, type RoomsSlice } from './slices/rooms.ts'
import { createTimelineSlice, type TimelineSlice } from './slices/timeline.ts'

/** The messenger of one signed-in person. Made when the bridge has resolved, stopped when the session ends. */
export interface Messenger {
  getState(): MessengerState
  /** With an id: only changes of this conversation, thread or person. Returns the function that ends the subscription. */
  subscribe(listener: () => void, id?: string): () => void
  start(): void
  /** Closes the socket and all timers. `forget`: nothing more of the person is stored. The session deletes the rest. */
  stop(options?: { forget: boolean }): Promise<void>

  conversations: ConversationsSlice
  timeline: TimelineSlice
  outbox: OutboxSlice
  messages: MessagesSlice
  drafts: DraftsSlice
  groups: GroupsSlice
  people: PeopleSlice
  rooms: RoomsSlice
  account: AccountSlice
  moderation: ModerationSlice
  notifications: NotificationsSlice
  connection: ConnectionSlice
}

export interface DraftsSlice {
  get(conversationId: string, threadRoot?: string | null): string
  /**
   * Stores the draft in this browser within 500 ms. The draft of a conversation also goes to the server. The draft of
   * a thread does not.
   */
  save(conversationId: string, body: string, threadRoot?: string | null): void
  /** The same for a text that nobody typed here. The composer shows it. */
  put(conversationId: string, body: string, threadRoot: string | null): void
  /** Calls back when something else than `save` changed the draft. Returns the function that ends it. */
  follow(
    conversationId: string,
    threadRoot: string | null,
    listener: (body: string) => void,
  ): () => void
  /** Sends at once what would be sent in a moment. A person who is about to leave would lose it. */
  flush(): void
}

export interface NotificationsSlice {
  /** Calls back once per message that notifies, in one tab of this browser only. Returns the function that ends it. */
  subscribe(listener: (incoming: IncomingMessage) => void): () => void
}

/** Starts and stops the core, and gives the screens its slices. */
export function createMessenger(options: MessengerOptions): Messenger {
  const core = compose(options)
  const { store, database, link, cache, outbox, drafts, notifications } = core
  const timeline = createTimelineSlice(core)

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    start() {
      outbox.refresh()
      // The stored conversations come first, so that the screen shows them while the server is asked.
      const begin = () => {
        store.emitChange()
        store.restored.emit()
        link.start()
      }
      cache.read().then(begin, begin)
    },
    async stop({ forget } = { forget: false }) {
      store.stopped.emit({ forget })
      await database()
        .then((open) => open.close())
        .catch(() => undefined)
    },
    conversations: createConversationsSlice(core),
    timeline,
    outbox: createOutboxSlice({ ...options, ...core, timeline }),
    messages: createMessagesSlice(core),
    drafts: {
      get: drafts.get,
      save: drafts.set,
      put: drafts.put,
      follow: drafts.follow,
      flush: drafts.flush,
    },
    groups: createGroupsSlice({
      ...core,
      actorIn: (id) => store.model.logs.get(id)?.conversation.me.user_id ?? options.user.id,
    }),
    people: createPeopleSlice(core),
    rooms: createRoomsSlice(core),
    account: createAccountSlice(core),
    moderation: createModerationSlice(core),
    notifications: { subscribe: notifications.subscribe },
    connection: createConnectionSlice(core),
  }
}
