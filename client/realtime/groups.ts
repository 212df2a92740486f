import type { Conversation } from '../../wire/conversations.ts'
import type { Api } from '../requests/http.ts'
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

/** Changes of groups. The screen shows what the server made of them, and nothing else. */
export function createGroups(me: string, { call, conversations }: Parts): GroupCommands {
  const pathOf = (id: string) => `/api/conversations/${id}`
  const personOf = (id: string, userId: string) => `${pathOf(id)}/participants/${userId}`
  const adopt = async (answer: Promise<Conversation>) => conversations.adopt([await answer])

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
    changeGroup: (id, change) => adopt(call('PATCH', pathOf(id), change)),
    addPeople: (id, userIds) =>
      adopt(call('POST', `${pathOf(id)}/participants`, { user_ids: userIds })),
    async removePerson(id, userId) {
      await call('DELETE', personOf(id, userId))
      await conversations.refresh(id)
    },
    setRole: (id, userId, role) => adopt(call('PATCH', personOf(id, userId), { role })),
    async leave(id) {
      await call('DELETE', personOf(id, me))
      conversations.remove(id)
    },
  }
}
