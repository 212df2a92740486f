import { z } from 'zod'
import {
  changesAnswer,
  changesQuery,
  conversation,
  conversationCreate,
  conversationList,
  conversationListQuery,
  isGroupCreate,
  namedPeopleQuery,
  ownSettingsChange,
  participantList,
  participantsQuery,
} from '../../wire/conversations.ts'
import { peopleList } from '../../wire/people.ts'
import { id } from '../../wire/primitives.ts'
import type { Database } from '../database/client.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import { createGroup } from '../groups/create.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { announceGroup } from '../realtime/announce-group.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changesOf } from './changes.ts'
import { startDirect } from './direct.ts'
import { listConversations } from './list.ts'
import { conversationOf } from './memberships.ts'
import { changeOwnSettings } from './own-settings.ts'
import { listParticipants, metPeople } from './participants.ts'

const params = z.object({ id })

export function conversationRoutes(
  app: App,
  edge: { sql: Database; publish: Publisher; writer: MessageWriter },
): void {
  const { sql, publish } = edge
  app.get(
    '/api/conversations',
    { schema: { querystring: conversationListQuery, response: { 200: conversationList } } },
    (request) => listConversations(sql, personOf(request).userId, request.query),
  )

  app.post(
    '/api/conversations',
    {
      config: { limit: 'creation' },
      schema: { body: conversationCreate, response: { '2xx': conversation } },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      if (isGroupCreate(request.body)) {
        const change = await createGroup(sql, userId, request.body)
        await announceGroup(edge, change)
        return reply.code(201).send(await conversationOf(sql, userId, change.id))
      }
      const { conversation, news } = await startDirect(sql, userId, request.body)
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
    '/api/conversations/:id/participants',
    { schema: { params, querystring: participantsQuery, response: { 200: participantList } } },
    (request) => listParticipants(sql, personOf(request).userId, request.params.id, request.query),
  )

  app.get(
    '/api/conversations/:id/people',
    { schema: { params, querystring: namedPeopleQuery, response: { 200: peopleList } } },
    async (request) => {
      const { userId } = personOf(request)
      const items = await metPeople(sql, userId, request.params.id, request.query.ids)
      return { items, next_cursor: null }
    },
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
    { schema: { params, querystring: changesQuery, response: { 200: changesAnswer } } },
    (request) => changesOf(sql, personOf(request).userId, request.params.id, request.query),
  )
}
