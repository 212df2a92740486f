import { ownProfile, peopleList, peopleQuery, profileChange } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Presence } from '../realtime/presence.ts'
import { changeProfile } from './profiles.ts'
import { searchPeople } from './search.ts'

export function peopleRoutes(app: App, { sql, presence }: { sql: Sql; presence: Presence }): void {
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

  app.put(
    '/api/profile',
    { schema: { body: profileChange, response: { 200: ownProfile } } },
    async (request) => {
      const { userId } = personOf(request)
      const profile = await changeProfile(sql, userId, request.body)
      if (request.body.show_presence !== undefined) {
        await presence.shownChanged(userId, profile.show_presence)
      }
      return profile
    },
  )
}
