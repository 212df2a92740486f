import { ownProfile, peopleList, peopleQuery, profileChange } from '../../wire/people.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { changeProfile } from './profiles.ts'
import { searchPeople } from './search.ts'

export function peopleRoutes(app: App, { sql }: { sql: Sql }): void {
  app.get(
    '/api/people',
    { schema: { querystring: peopleQuery, response: { 200: peopleList } } },
    async (request) => {
      const items = await searchPeople(sql, personOf(request).userId, request.query.q)
      return { items, next_cursor: null }
    },
  )

  app.put(
    '/api/profile',
    { schema: { body: profileChange, response: { 200: ownProfile } } },
    (request) => changeProfile(sql, personOf(request).userId, request.body),
  )
}
