import type { Conversation, Participant } from '../../../wire/conversations.ts'
import type { ConversationChange } from '../../../wire/requests/conversations.ts'
import type { Api } from '../../requests/http.ts'
import type { Conversations } from '../sync/conversations.ts'

/** Changes of groups. All throw RequestError, and show their effect when the server has confirmed it. */
export interface GroupsSlice {
  /** `clientId` names the creation. A second call with the same one gets the group of the first. */
  create(group: { clientId: string; title: string; userIds: string[] }): Promise<Conversation>
  change(conversationId: string, change: ConversationChange): Promise<void>
  /** A finished upload becomes the picture. Null takes the picture away. */
  changePicture(conversationId: string, uploadId: string | null): Promise<void>
  addPeople(conversationId: string, userIds: string[]): Promise<void>
  removePerson(conversationId: string, userId: string): Promise<void>
  setRole(conversationId: string, userId: string, role: Participant['role']): Promise<void>
  leave(conversationId: string): Promise<void>
}

interface Needs {
  /** The id under which this person acts in a conversation: the account, or the alias in a dark room. */
  actorIn(conversationId: string): string
  call: Api
  conversations: Pick<Conversations, 'adopt' | 'refresh' | 'remove'>
}

export function createGroupsSlice({ actorIn, call, conversations }: Needs): GroupsSlice {
  const pathOf = (id: string) => `/api/conversations/${id}`
  const personOf = (id: string, userId: string) => `${pathOf(id)}/participants/${userId}`
  const adopt = async (answer: Promise<Conversation>) => conversations.adopt([await answer])

  return {
    async create({ clientId, title, userIds }) {
      const made = await call<Conversation>('POST', '/api/conversations', {
        kind: 'GROUP',
        client_id: clientId,
        title,
        participant_ids: userIds,
      })
      conversations.adopt([made])
      return made
    },
    change: (id, change) => adopt(call('PATCH', pathOf(id), change)),
    changePicture: (id, upload_id) => adopt(call('PUT', `${pathOf(id)}/picture`, { upload_id })),
    addPeople: (id, userIds) =>
      adopt(call('POST', `${pathOf(id)}/participants`, { user_ids: userIds })),
    async removePerson(id, userId) {
      await call('DELETE', personOf(id, userId))
      await conversations.refresh(id)
    },
    setRole: (id, userId, role) => adopt(call('PATCH', personOf(id, userId), { role })),
    async leave(id) {
      await call('DELETE', personOf(id, actorIn(id)))
      conversations.remove(id)
    },
  }
}
