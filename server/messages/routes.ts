import { z } from 'zod'
import { history, historyQuery, messageDraft, messageReceipt } from '../../wire/messages.ts'
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
    { schema: { params, body: messageDraft, response: { '2xx': messageReceipt } } },
    async (request, reply) => {
      const message = { ...request.body, conversation_id: request.params.id }
      const { receipt, isNew } = await sendMessage(writer, personOf(request).userId, message)
      return reply.code(isNew ? 201 : 200).send(receipt)
    },
  )
}
