import { z } from 'zod'
import { ownReview } from '../../wire/moderation/reviews.ts'
import { id } from '../../wire/primitives.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { ownReviewOf, takeBack } from './own-reviews.ts'

const path = '/api/conversations/:id/reviews/:client_id'
const params = z.object({ id, client_id: id })

/** What the sender of a message in review asks and does. Messages of dark rooms never wait, so no alias is asked for. */
export function ownReviewRoutes(
  app: App,
  { sql, publish }: { sql: Database; publish: Publisher },
): void {
  app.get(
    path,
    {
      schema: {
        summary: 'The state of an own message that a filter kept for a moderator.',
        params,
        response: { 200: ownReview },
      },
    },
    (request) => ownReviewOf(sql, waitingOf(personOf(request).userId, request.params)),
  )

  app.delete(
    path,
    {
      schema: {
        summary: 'Take back an own message that waits for a moderator.',
        description:
          'The code `conflict` means that a moderator was first, or that the message is sent. Send it again to learn ' +
          'what they decided. `taken_back` means that no such message waits, whoever asks.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const isNew = await takeBack(sql, waitingOf(userId, request.params))
      if (isNew) publish.toUser(userId, 'moderation:changed', {})
      return reply.code(204).send(null)
    },
  )
}

const waitingOf = (sender_id: string, { id, client_id }: z.infer<typeof params>) => {
  return { conversation_id: id, sender_id, client_id }
}
