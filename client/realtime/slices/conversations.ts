import type { Conversation } from '../../../wire/conversations.ts'
import type {
  ConversationList,
  ConversationListQuery,
  OwnSettingsChange,
} from '../../../wire/requests/conversations.ts'
import type { Api } from '../../requests/http.ts'
import type { Conversations } from '../sync/conversations.ts'
import type { Receipts } from '../live/receipts.ts'
import { queryOf } from './query.ts'
import type { Store } from '../store/store.ts'
import type { Typing } from '../live/typing.ts'

/** The list of conversations, and what this person sets for one of them. */
export interface ConversationsSlice {
  /** The conversation, if it is loaded. */
  get(conversationId: string): Conversation | undefined
  /**
   * Calls back with conversations that this person is no longer in, also when they are let in again at once. Returns the
   * function that ends it.
   */
  onGone(listener: (conversationIds: readonly string[]) => void): () => void
  /** Asks the server for a conversation that may only be one that is not loaded. Throws RequestError. */
  fetch(conversationId: string): Promise<void>
  loadMore(): Promise<void>
  /**
   * Asks the server for one page of the conversations that match, also of those that are not loaded. They join the list.
   * Returns the cursor of the next page, or null. Throws RequestError.
   */
  find(query: ConversationListQuery): Promise<string | null>
  /** Finds or makes the one DIRECT conversation with this person. Throws RequestError. */
  startDirect(target: { userId: string } | { email: string }): Promise<Conversation>
  /** Sets mute, level of notification, or "marked unread". Throws RequestError. */
  changeOwn(conversationId: string, change: Omit<OwnSettingsChange, 'draft'>): Promise<void>
  /** Sets after how many seconds new messages disappear, for everybody in it. Throws RequestError. */
  changeLifetime(conversationId: string, seconds: number | null): Promise<void>
  /** Call it on every keystroke; it is throttled. `false` means that the composer was emptied or sent. */
  setTyping(conversationId: string, typing: boolean): void
}

interface Needs {
  store: Store
  call: Api
  conversations: Conversations
  receipts: Receipts
  typing: Typing
}

export function createConversationsSlice(needs: Needs): ConversationsSlice {
  const { store, call, conversations, receipts, typing } = needs
  return {
    get: (id) => store.model.logs.get(id)?.conversation,
    onGone: store.logsRemoved.subscribe,
    fetch: conversations.fetch,
    loadMore: conversations.loadMore,
    async find(query) {
      const path = `/api/conversations${queryOf(query)}`
      const { items, next_cursor } = await call<ConversationList>('GET', path)
      conversations.adopt(items)
      return next_cursor
    },
    async startDirect(target) {
      const made = await call<Conversation>('POST', '/api/conversations', {
        kind: 'DIRECT',
        ...('userId' in target ? { participant_ids: [target.userId] } : target),
      })
      conversations.adopt([made])
      return made
    },
    async changeOwn(id, change) {
      const isUnread = change.unread_from !== undefined && store.model.views.has(id)
      if (isUnread) receipts.keepUnread(id)
      try {
        const path = `/api/conversations/${id}/me`
        conversations.adopt([await call<Conversation>('PUT', path, change)])
      } catch (error) {
        if (isUnread) receipts.endUnread(id)
        throw error
      }
    },
    async changeLifetime(id, seconds) {
      const path = `/api/conversations/${id}/message-lifetime`
      const change = { message_lifetime_seconds: seconds }
      conversations.adopt([await call<Conversation>('PUT', path, change)])
    },
    setTyping: typing.set,
  }
}
