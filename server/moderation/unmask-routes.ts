import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import { unmasked, unmaskingList, unmaskRequest } from '../../wire/rooms/rooms.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import { unmask, unmaskingsOf } from '../aliases/unmask.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { requireImpartial } from './impartial.ts'
import { requireModerator } from './moderators.ts'

/** Looking up who is behind an alias, and telling that person about it. */
export function unmaskRoutes(app: App, { sql }: { sql: Database }): void {
  const actor = actorOfRequest(sql)

  app.post(
    '/api/rooms/unmask',
    {
      config: { limit: 'unmask' },
      schema: {
        summary: 'A moderator looks up who wrote a reported message of a dark room. It is logged.',
        body: unmaskRequest,
        response: { 200: unmasked },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      await requireModerator(sql, userId)
      await requireImpartial(sql, userId, request.body.report_id)
      return { person: await unmask(sql, userId, request.body) }
    },
  )

  app.get(
    '/api/rooms/:id/unmaskings',
    {
      schema: {
        summary: 'When somebody looked up who is behind the own alias, and why.',
        params: z.object({ id }),
        response: { 200: unmaskingList },
      },
    },
    async (request) => ({ items: await unmaskingsOf(sql, await actor(request)) }),
  )
}
