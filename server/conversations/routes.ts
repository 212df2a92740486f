import { z } from 'zod'
import {
  changes,
  changesQuery,
  conversation,
  conversationCreate,
  conversationList,
  conversationListQuery,
} from '../../wire/conversations.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changesOf } from './changes.ts'
import { startDirect } from './direct.ts'
import { listConversations } from './list.ts'
import { conversationOf } from './memberships.ts'

const params = z.object({ id })

export function conversationRoutes(
  app: App,
  { sql, publish }: { sql: Sql; publish: Publisher },
): void {
  app.get(
    '/api/conversations',
    { schema: { querystring: conversationListQuery, response: { 200: conversationList } } },
    (request) => listConversations(sql, personOf(request).userId, request.query),
  )

  app.post(
    '/api/conversations',
    { schema: { body: conversationCreate, response: { '2xx': conversation } } },
    async (request, reply) => {
      const { conversation, news } = await startDirect(sql, personOf(request).userId, request.body)
      publish.admit(
        conversation.id,
        news.map(({ userId }) => userId),
      )
      for (const one of news) {
        publish.toUser(one.userId, 'conversation:new', { conversation: one.conversation })
      }
      return reply.code(news.length > 0 ? 201 : 200).send(conversation)
    },
  )

  app.get(
    '/api/conversations/:id',
    { schema: { params, response: { 200: conversation } } },
    (request) => conversationOf(sql, personOf(request).userId, request.params.id),
  )

  app.get(
    '/api/conversations/:id/changes',
    { schema: { params, querystring: changesQuery, response: { 200: changes } } },
    (request) => changesOf(sql, personOf(request).userId, request.params.id, request.query),
  )
}
