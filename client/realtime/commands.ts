import type { Conversation, ConversationList } from '../../wire/conversations.ts'
import type { OwnProfile, PeopleList } from '../../wire/people.ts'
import type { SearchAnswer } from '../../wire/search.ts'
import type { Api } from '../requests/http.ts'
import type { Arrivals } from './arrivals.ts'
import type { Blocks } from './blocks.ts'
import type { Conversations } from './conversations.ts'
import type { Drafts } from './drafts.ts'
import type { DeviceCommands } from './devices.ts'
import type { GroupCommands } from './groups.ts'
import type { MessageChanges } from './message-changes.ts'
import type { Link } from './link.ts'
import type { Marks } from './marks.ts'
import type { Messenger } from './model.ts'
import type { Outbox } from './outbox.ts'
import type { PresenceWatch } from './presence.ts'
import type { QuotedMessages } from './quoted.ts'
import type { Renames } from './renames.ts'
import type { State } from './state.ts'
import type { Threads } from './threads.ts'
import type { Timelines } from './timelines.ts'
import type { Typing } from './typing.ts'

interface Parts {
  state: State
  link: Pick<Link, 'request'>
  call: Api
  conversations: Conversations
  timelines: Timelines
  outbox: Outbox
  marks: Marks
  typing: Typing
  drafts: Drafts
  threads: Threads
  quoted: QuotedMessages
  blocks: Blocks
  arrivals: Arrivals
  renames: Renames
  presence: PresenceWatch
}

/** What other files bring of it. */
type Elsewhere =
  | 'getState'
  | 'subscribe'
  | 'start'
  | 'stop'
  | keyof GroupCommands
  | keyof DeviceCommands
  | keyof MessageChanges

/** What the screens can ask for. */
export function createCommands(parts: Parts): Omit<Messenger, Elsewhere> {
  const { state, link, call, conversations, timelines, outbox, marks, typing, drafts } = parts
  const { threads, quoted, blocks, arrivals, renames, presence } = parts
  const pagesOf = (id: string) => (state.model.threads.has(id) ? threads : timelines)
  return {
    loadMoreConversations: conversations.loadMore,
    async searchPeople(query) {
      const words = query.trim()
      // The server refuses fewer: one letter would list half of everybody.
      if (words.length < 2) return []
      const path = `/api/people?q=${encodeURIComponent(words)}`
      return (await call<PeopleList>('GET', path)).items
    },
    async findConversations(wanted) {
      const path = `/api/conversations${queryOf(wanted)}`
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
    async updateProfile(change) {
      const me = await call<OwnProfile>('PUT', '/api/profile', change)
      const wasHidden = !state.model.me.show_presence
      state.model.me = me
      renames.apply([me])
      if (wasHidden && me.show_presence) presence.resume()
    },

    block: blocks.block,
    async changeOwn(id, change) {
      const isUnread = change.unread_from !== undefined && state.model.views.has(id)
      if (isUnread) marks.keepUnread(id)
      try {
        const path = `/api/conversations/${id}/me`
        conversations.adopt([await call<Conversation>('PUT', path, change)])
      } catch (error) {
        if (isUnread) marks.opened(id)
        throw error
      }
    },
    search: (query) => call<SearchAnswer>('GET', `/api/search${queryOf(query)}`),
    onArrival: arrivals.listen,
    async roundTrip() {
      const start = performance.now()
      // Watches nobody: the cheapest question there is.
      await link.request('presence:watch', { user_ids: [] })
      return performance.now() - start
    },

    open: timelines.open,
    close: timelines.close,
    setFollowing: (id, following) => pagesOf(id).setFollowing(id, following),
    loadEarlier: (id) => pagesOf(id).loadEarlier(id),
    loadLater: (id) => pagesOf(id).loadLater(id),
    openAround: (id, seq) => pagesOf(id).openAround(id, seq),
    toLatest: (id) => pagesOf(id).toLatest(id),
    holdQuoted: quoted.hold,
    openThread: threads.open,
    closeThread: threads.close,
    async send(conversationId, body, { replyTo = null, threadRoot = null } = {}) {
      typing.set(conversationId, false)
      // What one wrote stands at the end: who is far back is taken there.
      void pagesOf(threadRoot ?? conversationId).toLatest(threadRoot ?? conversationId)
      await outbox.add({
        conversation_id: conversationId,
        body,
        reply_to: replyTo,
        thread_root: threadRoot,
      })
    },
    retry: outbox.retry,
    discard: outbox.discard,
    markRead: marks.read,
    setTyping: typing.set,

    draft: drafts.get,
    saveDraft: drafts.set,
  }
}

function queryOf(asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined) query.set(name, value)
  }
  return `?${query}`
}
