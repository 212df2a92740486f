import { z } from 'zod'
import {
  history,
  historyQuery,
  messageDraft,
  pinList,
  pinsQuery,
} from '../../wire/requests/messages.ts'
import { message } from '../../wire/messages.ts'
import { id } from '../../wire/primitives.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import type { Sql } from '../database/client.ts'
import type { MessageWriter } from './store/message-writer.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { historyOf } from './history.ts'
import { listPins } from './pins.ts'
import type { Limits } from '../http/limits.ts'
import { sendAs } from './send-as.ts'
import { extraCostOf } from './send.ts'

const path = '/api/conversations/:id/messages'
const params = z.object({ id })

export function messageRoutes(
  app: App,
  { sql, writer, limits }: { sql: Sql; writer: MessageWriter; limits: Limits },
): void {
  const actor = actorOfRequest(sql)

  app.get(
    path,
    {
      config: { limit: 'history', work: 'page' },
      schema: {
        summary: 'A page of the messages of a conversation, oldest first.',
        params,
        querystring: historyQuery,
        response: { 200: history },
      },
    },
    async (request) => historyOf(sql, await actor(request), request.params.id, request.query),
  )

  app.get(
    '/api/conversations/:id/pins',
    {
      schema: {
        summary: 'The pinned messages of a conversation, the newest pin first, in pages of 20.',
        params,
        querystring: pinsQuery,
        response: { 200: pinList },
      },
    },
    async (request) => listPins(sql, await actor(request), request.params.id, request.query),
  )

  app.post(
    path,
    {
      // Storing a message has connections of its own.
      config: { counted: 'sending', work: null },
      schema: {
        summary: 'Send a message, as message:send does. 200 means that it was stored before.',
        params,
        body: messageDraft,
        response: { '2xx': message },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      await limits.sending(userId, 1 + extraCostOf(request.body.body))
      const draft = { ...request.body, conversation_id: request.params.id }
      const sent = await sendAs({ sql, writer }, userId, draft)
      return reply.code(sent.isNew ? 201 : 200).send(sent.message)
    },
  )
}
