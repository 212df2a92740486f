import { z } from 'zod'
import {
  changesAnswer,
  changesQuery,
  conversationList,
  conversationListQuery,
  namedPeopleQuery,
  ownSettingsChange,
  participantList,
  participantsQuery,
} from '../../wire/requests/conversations.ts'
import { conversation } from '../../wire/conversations.ts'
import { peopleList } from '../../wire/people.ts'
import { id } from '../../wire/primitives.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changesOf } from './changes.ts'
import { listConversations } from './list.ts'
import { conversationOf } from './memberships.ts'
import { changeOwnSettings } from './own-settings.ts'
import { listParticipants, metPeople } from './participants.ts'

const params = z.object({ id })

export function conversationRoutes(
  app: App,
  { sql, publish }: { sql: Database; publish: Publisher },
): void {
  const actor = actorOfRequest(sql)

  app.get(
    '/api/conversations',
    {
      config: { work: 'page' },
      schema: {
        summary: 'The conversations of the person, most recently active first.',
        querystring: conversationListQuery,
        response: { 200: conversationList },
      },
    },
    (request) => listConversations(sql, personOf(request).userId, request.query),
  )

  app.get(
    '/api/conversations/:id',
    { schema: { summary: 'One conversation.', params, response: { 200: conversation } } },
    async (request) => conversationOf(sql, await actor(request), request.params.id),
  )

  app.get(
    '/api/conversations/:id/participants',
    {
      schema: {
        summary: 'All participants, in pages of 50.',
        params,
        querystring: participantsQuery,
        response: { 200: participantList },
      },
    },
    async (request) =>
      listParticipants(sql, await actor(request), request.params.id, request.query),
  )

  app.get(
    '/api/conversations/:id/people',
    {
      schema: {
        summary: 'The names of people whom messages of the conversation name.',
        params,
        querystring: namedPeopleQuery,
        response: { 200: peopleList },
      },
    },
    async (request) => {
      const items = await metPeople(sql, await actor(request), request.params.id, request.query.ids)
      return { items, next_cursor: null }
    },
  )

  app.put(
    '/api/conversations/:id/me',
    {
      schema: {
        summary:
          'Change one’s own settings of a conversation: mute, level, pin, archive, unread, draft.',
        params,
        body: ownSettingsChange,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const actorId = await actor(request)
      const changed = await changeOwnSettings(sql, actorId, request.params.id, request.body)
      publish.toUser(actorId, 'conversation:changed', { conversation_id: changed.id })
      return changed
    },
  )

  app.get(
    '/api/conversations/:id/changes',
    {
      config: { work: 'page' },
      schema: {
        summary: 'The messages that changed after a ver, in their present state.',
        params,
        querystring: changesQuery,
        response: { 200: changesAnswer },
      },
    },
    async (request) => changesOf(sql, await actor(request), request.params.id, request.query),
  )
}
