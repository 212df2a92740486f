import { searchAnswer, searchQuery } from '../../wire/search.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { searchMessages } from './search.ts'

export function searchRoutes(app: App, { sql }: { sql: Database }): void {
  app.get(
    '/api/search',
    {
      config: { limit: 'search', work: 'heavy' },
      schema: {
        summary: 'Search the messages that the person may read, newest first.',
        querystring: searchQuery,
        response: { 200: searchAnswer },
      },
    },
    (request) => searchMessages(sql, personOf(request).userId, request.query),
  )
}
