import { peopleList, peopleQuery, renamed, renamedQuery } from '../../wire/people.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { renamedPeople } from './renamed.ts'
import { searchPeople } from './search.ts'
import { suggestedPeople } from './suggested.ts'

export function peopleRoutes(app: App, { sql }: { sql: Database }): void {
  app.get(
    '/api/people',
    {
      config: { limit: 'peopleSearch', work: 'heavy' },
      schema: {
        summary: 'Find people by name, or by the whole e-mail address.',
        querystring: peopleQuery,
        response: { 200: peopleList },
      },
    },
    async (request) => {
      const items = await searchPeople(sql, personOf(request).userId, request.query.q)
      return { items, next_cursor: null }
    },
  )

  app.get(
    '/api/people/suggested',
    {
      config: { limit: 'peopleSearch', work: 'heavy' },
      schema: {
        summary: 'The people of the newest conversations of two who can be added to a group.',
        response: { 200: peopleList },
      },
    },
    async (request) => {
      const items = await suggestedPeople(sql, personOf(request).userId)
      return { items, next_cursor: null }
    },
  )

  app.get(
    '/api/people/changes',
    {
      config: { limit: 'renames', work: 'heavy' },
      schema: {
        summary: 'The people whose name or picture changed since a moment.',
        querystring: renamedQuery,
        response: { 200: renamed },
      },
    },
    (request) => renamedPeople(sql, personOf(request).userId, request.query.since),
  )
}
