import {
  ownProfile,
  type Person,
  peopleList,
  peopleQuery,
  profileChange,
  renamed,
  renamedQuery,
} from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { namedConversationIdsOf } from '../conversations/memberships.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Presence } from '../realtime/presence.ts'
import type { Publisher } from '../realtime/publish.ts'
import { keptApart } from './kept-apart.ts'
import { changeProfile } from './profiles.ts'
import { renamedPeople } from './renamed.ts'
import { searchPeople } from './search.ts'

export function peopleRoutes(
  app: App,
  { sql, presence, publish }: { sql: Sql; presence: Presence; publish: Publisher },
): void {
  const announce = async ({ id, username, display_name, avatar_url }: Person) => {
    const [rooms, apart] = await Promise.all([namedConversationIdsOf(sql, id), keptApart(sql, id)])
    const person = { id, username, display_name, avatar_url }
    publish.toCompanions(id, rooms, 'person:changed', { person }, apart)
  }

  app.get(
    '/api/people',
    {
      config: { limit: 'peopleSearch' },
      schema: { querystring: peopleQuery, response: { 200: peopleList } },
    },
    async (request) => {
      const items = await searchPeople(sql, personOf(request).userId, request.query.q)
      return { items, next_cursor: null }
    },
  )

  app.get(
    '/api/people/changes',
    { schema: { querystring: renamedQuery, response: { 200: renamed } } },
    (request) => renamedPeople(sql, personOf(request).userId, request.query.since),
  )

  app.put(
    '/api/profile',
    {
      config: { limit: 'profile' },
      schema: { body: profileChange, response: { 200: ownProfile } },
    },
    async (request) => {
      const { userId } = personOf(request)
      const { show_presence, ...face } = request.body
      const profile = await changeProfile(sql, userId, request.body)
      if (Object.keys(face).length > 0) await announce(profile)
      if (show_presence !== undefined) {
        await presence.shownChanged(userId, profile.show_presence)
      }
      return profile
    },
  )
}
