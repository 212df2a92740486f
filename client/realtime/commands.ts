import type { Conversation } from '../../wire/conversations.ts'
import type { OwnProfile, PeopleList } from '../../wire/people.ts'
import type { Api } from '../session/http.ts'
import type { Conversations } from './conversations.ts'
import type { createDrafts } from './drafts.ts'
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

    open: timelines.open,
    close: timelines.close,
    loadEarlier: timelines.loadEarlier,
    async send(conversationId, body, replyTo) {
      typing.set(conversationId, false)
      await outbox.add({ conversation_id: conversationId, body, reply_to: replyTo ?? null })
    },
    retry: outbox.retry,
    discard: outbox.discard,
    markRead: marks.read,
    setTyping: typing.set,

    draft: drafts.get,
    saveDraft: drafts.set,
  }
}
