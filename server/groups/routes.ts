import { z } from 'zod'
import { conversation } from '../../wire/conversations.ts'
import {
  conversationChange,
  participantChange,
  participantsAdd,
} from '../../wire/requests/conversations.ts'
import { id } from '../../wire/primitives.ts'
import { conversationOf } from '../conversations/memberships.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import type { Database } from '../database/client.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { announceGroup } from './announce.ts'
import type { Publisher } from '../realtime/publish.ts'
import type { GroupChange } from './change.ts'
import { addPeople, changeRole, removeParticipant } from './participants.ts'
import { changeSettings } from './settings.ts'

const path = '/api/conversations/:id'
const params = z.object({ id })
const participantParams = z.object({ id, userId: id })
const response = { 200: conversation }

/** The changes of a group by its owner and admins, and leaving it. */
export function groupRoutes(
  app: App,
  edge: { sql: Database; publish: Publisher; writer: MessageWriter; limits: Limits },
): void {
  const { sql } = edge
  const actor = actorOfRequest(sql)
  const answer = async (userId: string, change: GroupChange) => {
    await announceGroup(edge, change)
    return conversationOf(sql, userId, change.id)
  }

  app.patch(
    path,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Change the name of a group.',
        params,
        body: conversationChange,
        response,
      },
    },
    async (request) => {
      const actorId = await actor(request)
      return answer(actorId, await changeSettings(sql, actorId, request.params.id, request.body))
    },
  )

  app.post(
    `${path}/participants`,
    {
      config: { counted: 'adding', work: 'heavy' },
      schema: { summary: 'Add people to a group.', params, body: participantsAdd, response },
    },
    async (request) => {
      const { userId } = personOf(request)
      const { user_ids } = request.body
      await edge.limits.adding(userId, user_ids.length)
      return answer(userId, await addPeople(sql, userId, request.params.id, user_ids))
    },
  )

  app.patch(
    `${path}/participants/:userId`,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Give a participant of a group another role.',
        params: participantParams,
        body: participantChange,
        response,
      },
    },
    async (request) => {
      const actorId = await actor(request)
      const { id, userId: personId } = request.params
      return answer(actorId, await changeRole(sql, actorId, id, personId, request.body.role))
    },
  )

  app.delete(
    `${path}/participants/:userId`,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Remove a participant from a group, or leave it.',
        params: participantParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id, userId: personId } = request.params
      const actorId = await actor(request)
      const change = await removeParticipant(sql, actorId, id, personId)
      await announceGroup(edge, change)
      return reply.code(204).send(null)
    },
  )
}
