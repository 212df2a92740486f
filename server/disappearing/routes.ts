import { z } from 'zod'
import { conversation } from '../../wire/conversations.ts'
import { lifetimeChange } from '../../wire/message-lifetime.ts'
import { id } from '../../wire/primitives.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import { conversationOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import type { App } from '../http/types.ts'
import { peopleNamedIn } from '../people/named.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changeLifetime } from './lifetime.ts'

/** The setting of disappearing messages. */
export function disappearingRoutes(
  app: App,
  { sql, publish }: { sql: Database; publish: Publisher },
): void {
  const actor = actorOfRequest(sql)

  app.put(
    '/api/conversations/:id/message-lifetime',
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Change after how many seconds new messages disappear. Null: they stay.',
        params: z.object({ id }),
        body: lifetimeChange,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const actorId = await actor(request)
      const { id } = request.params
      const line = await changeLifetime(sql, actorId, id, request.body.message_lifetime_seconds)
      if (line !== null) {
        const push = {
          conversation_id: id,
          messages: [line],
          people: await peopleNamedIn(sql, [line]),
        }
        publish.toConversation(id, 'message:new', push)
        publish.toConversation(id, 'conversation:changed', { conversation_id: id })
      }
      return conversationOf(sql, actorId, id)
    },
  )
}
