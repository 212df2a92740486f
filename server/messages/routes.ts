import { z } from 'zod'
import { history, historyQuery, message, messageDraft } from '../../wire/messages.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import type { MessageWriter } from './store/message-writer.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { historyOf } from './history.ts'
import { sendMessage } from './send.ts'

const path = '/api/conversations/:id/messages'
const params = z.object({ id })

export function messageRoutes(
  app: App,
  { sql, writer }: { sql: Sql; writer: MessageWriter },
): void {
  app.get(
    path,
    { schema: { params, querystring: historyQuery, response: { 200: history } } },
    (request) => historyOf(sql, personOf(request).userId, request.params.id, request.query),
  )

  app.post(
    path,
    {
      // Storing a message has connections of its own.
      config: { work: null },
      schema: { params, body: messageDraft, response: { '2xx': message } },
    },
    async (request, reply) => {
      const draft = { ...request.body, conversation_id: request.params.id }
      const sent = await sendMessage(writer, personOf(request).userId, draft)
      return reply.code(sent.isNew ? 201 : 200).send(sent.message)
    },
  )
}
