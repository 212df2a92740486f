import { z } from 'zod'
import {
  changes,
  changesQuery,
  conversation,
  conversationList,
  conversationListQuery,
  ownSettingsChange,
} from '../../wire/conversations.ts'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changesOf } from './changes.ts'
import { listConversations } from './list.ts'
import { conversationOf } from './memberships.ts'
import { changeOwnSettings } from './own-settings.ts'

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

  app.get(
    '/api/conversations/:id',
    { schema: { params, response: { 200: conversation } } },
    (request) => conversationOf(sql, personOf(request).userId, request.params.id),
  )

  app.put(
    '/api/conversations/:id/me',
    { schema: { params, body: ownSettingsChange, response: { 200: conversation } } },
    async (request) => {
      const { userId } = personOf(request)
      const changed = await changeOwnSettings(sql, userId, request.params.id, request.body)
      publish.toUser(userId, 'conversation:changed', { conversation_id: changed.id })
      return changed
    },
  )

  app.get(
    '/api/conversations/:id/changes',
    { schema: { params, querystring: changesQuery, response: { 200: changes } } },
    (request) => changesOf(sql, personOf(request).userId, request.params.id, request.query),
  )
}
