import type { Conversation } from '../../wire/conversations.ts'
import type { OwnProfile, PeopleList } from '../../wire/people.ts'
import type { SearchAnswer } from '../../wire/search.ts'
import type { Api } from '../session/http.ts'
import type { Conversations } from './conversations.ts'
import { createDevices } from './devices.ts'
import type { createDrafts } from './drafts.ts'
import { createGroups } from './groups.ts'
import type { Marks } from './marks.ts'
import type { Messenger } from './model.ts'
import type { Outbox } from './outbox.ts'
import type { State } from './state.ts'
import type { Timelines } from './timelines.ts'
import type { Typing } from './typing.ts'

interface Parts {
  state: State
  call: Api
  conversations: Conversations
  timelines: Timelines
  outbox: Outbox
  marks: Marks
  typing: Typing
  drafts: ReturnType<typeof createDrafts>
}

/** What the screens can ask for. */
export function createCommands(
  parts: Parts,
): Omit<Messenger, 'getState' | 'subscribe' | 'start' | 'stop'> {
  const { state, call, conversations, timelines, outbox, marks, typing, drafts } = parts
  return {
    loadMoreConversations: conversations.loadMore,
    async searchPeople(query) {
      const words = query.trim()
      // The server refuses fewer: one letter would list half of everybody.
      if (words.length < 2) return []
      const path = `/api/people?q=${encodeURIComponent(words)}`
      return (await call<PeopleList>('GET', path)).items
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
      state.model.me = await call<OwnProfile>('PUT', '/api/profile', change)
      state.touch()
    },

    ...createGroups(state.model.me.id, { call, conversations }),
    ...createDevices(call),
    block: async () => undefined,
    async changeOwn(id, change) {
      conversations.adopt([await call<Conversation>('PUT', `/api/conversations/${id}/me`, change)])
    },
    async edit({ id }, body) {
      await call('PUT', `/api/messages/${id}`, { body })
    },
    async remove({ id }) {
      await call('DELETE', `/api/messages/${id}`)
    },
    async react({ id }, emoji, on) {
      const path = `/api/messages/${id}/reactions/${encodeURIComponent(emoji)}`
      await call(on ? 'PUT' : 'DELETE', path)
    },
    search(query) {
      const asked = new URLSearchParams()
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) asked.set(name, value)
      }
      return call<SearchAnswer>('GET', `/api/search?${asked}`)
    },
    onArrival: () => () => undefined,
    roundTrip: async () => 0,

    open: timelines.open,
    close: timelines.close,
    loadEarlier: timelines.loadEarlier,
    loadLater: async () => undefined,
    openAround: async () => undefined,
    toLatest: async () => undefined,
    openThread: () => undefined,
    closeThread: () => undefined,
    async send(conversationId, body, { replyTo = null, threadRoot = null } = {}) {
      typing.set(conversationId, false)
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
