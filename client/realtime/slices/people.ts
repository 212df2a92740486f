import type { ParticipantList, ParticipantsQuery } from '../../../wire/requests/conversations.ts'
import type { PeopleList, Person } from '../../../wire/people.ts'
import { mayBeName } from '../../../wire/words/may-be-name.ts'
import type { Api } from '../../requests/http.ts'
import type { Blocks } from '../live/blocks.ts'
import { queryOf } from './query.ts'

/** Other people: finding and blocking them. All throw RequestError. */
export interface PeopleSlice {
  search(query: string): Promise<Person[]>
  /** Those who are likely to be chosen, before a letter is typed. */
  suggested(): Promise<Person[]>
  block(userId: string, blocked: boolean): Promise<void>
  /** A page of the people in a conversation: the owner, admins, then by the time of joining. */
  participants(conversationId: string, query: ParticipantsQuery): Promise<ParticipantList>
}

export function createPeopleSlice({ call, blocks }: { call: Api; blocks: Blocks }): PeopleSlice {
  return {
    async search(query) {
      const name = query.trim()
      // The server refuses a query that is too short for a name.
      if (!mayBeName(name)) return []
      return (await call<PeopleList>('GET', `/api/people${queryOf({ q: name })}`)).items
    },
    suggested: async () => (await call<PeopleList>('GET', '/api/people/suggested')).items,
    block: blocks.block,
    participants: (id, query) =>
      call<ParticipantList>('GET', `/api/conversations/${id}/participants${queryOf(query)}`),
  }
}
