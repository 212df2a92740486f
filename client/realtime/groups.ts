import type { Conversation } from '../../wire/conversations.ts'
import type { Api } from '../session/http.ts'
import type { Conversations } from './conversations.ts'
import type { Messenger } from './model.ts'

interface Parts {
  call: Api
  conversations: Pick<Conversations, 'adopt' | 'refresh' | 'remove'>
}

export type GroupCommands = Pick<
  Messenger,
  'createGroup' | 'changeGroup' | 'addPeople' | 'removePerson' | 'setRole' | 'leave'
>

/** Changes of groups. What the server made of them is asked for, so that the screen shows it and nothing else. */
export function createGroups(me: string, { call, conversations }: Parts): GroupCommands {
  const pathOf = (id: string) => `/api/conversations/${id}`
  const personOf = (id: string, userId: string) => `${pathOf(id)}/participants/${userId}`
  const { refresh } = conversations

  return {
    async createGroup({ title, avatarUrl, userIds }) {
      const made = await call<Conversation>('POST', '/api/conversations', {
        kind: 'GROUP',
        title,
        ...(avatarUrl !== null && { avatar_url: avatarUrl }),
        participant_ids: userIds,
      })
      conversations.adopt([made])
      return made
    },
    async changeGroup(id, change) {
      await call('PATCH', pathOf(id), change)
      await refresh(id)
    },
    async addPeople(id, userIds) {
      await call('POST', `${pathOf(id)}/participants`, { user_ids: userIds })
      await refresh(id)
    },
    async removePerson(id, userId) {
      await call('DELETE', personOf(id, userId))
      await refresh(id)
    },
    async setRole(id, userId, role) {
      await call('PATCH', personOf(id, userId), { role })
      await refresh(id)
    },
    async leave(id) {
      await call('DELETE', personOf(id, me))
      conversations.remove(id)
    },
  }
}
