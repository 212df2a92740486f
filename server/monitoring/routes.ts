import { monitoring, monitoringQuery } from '../../wire/monitoring/monitoring.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { monitoringFor } from './overview.ts'

export function monitoringRoutes(app: App, { sql }: { sql: Sql }): void {
  app.get(
    '/api/admin/monitoring',
    {
      config: { limit: 'monitoring', work: 'heavy' },
      schema: {
        summary: 'What all relays counted in the last minutes or hours. For administrators.',
        querystring: monitoringQuery,
        response: { 200: monitoring },
      },
    },
    (request) => monitoringFor(sql, personOf(request).userId, request.query.window),
  )
}
