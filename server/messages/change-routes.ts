import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emoji, message, type Message } from '../../wire/messages.ts'
import { messageEdit } from '../../wire/requests/messages.ts'
import { id } from '../../wire/primitives.ts'
import { actorOn } from '../aliases/actors.ts'
import type { Database } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { Publisher } from '../realtime/publish.ts'
import { announceChange, type ChangeEvent } from './announce.ts'
import { messageOf, type MessageChange } from './change-message.ts'
import { deleteMessage } from './delete.ts'
import { editMessage } from './edit.ts'
import { pinMessage, unpinMessage } from './pins.ts'
import { addReaction, removeReaction } from './reactions.ts'

const path = '/api/messages/:id'
const params = z.object({ id })
const reactionParams = z.object({ id, emoji })
const response = { 200: message }

interface MessageChangeEdge {
  sql: Database
  publish: Publisher
  /** Called with an own message whose body may have changed, after the commit. */
  onEdited: (message: Message) => void
}

/** Changes of a message after it was sent. */
export function messageChangeRoutes(app: App, { sql, publish, onEdited }: MessageChangeEdge): void {
  type OfMessage = FastifyRequest<{ Params: { id: string } }>
  const actor = (request: OfMessage, needs?: 'to write') =>
    actorOn(sql, personOf(request).userId, request.params.id, needs)

  const tell = async (event: ChangeEvent, actorId: string, change: Promise<MessageChange>) => {
    const { message, changed } = await change
    await announceChange({ sql, publish }, event, changed, actorId)
    return message
  }

  app.get(
    path,
    { schema: { summary: 'One message in its present state.', params, response } },
    async (request) => messageOf(sql, await actor(request), request.params.id),
  )

  app.put(
    path,
    { schema: { summary: 'Edit an own message.', params, body: messageEdit, response } },
    async (request) => {
      const actorId = await actor(request, 'to write')
      const { body, mentions } = request.body
      const edit = editMessage(sql, actorId, request.params.id, body, mentions)
      const edited = await tell('message:edited', actorId, edit)
      onEdited(edited)
      return edited
    },
  )

  app.delete(
    path,
    {
      schema: {
        summary: 'Delete a message. It keeps its seq.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const actorId = await actor(request)
      await tell('message:deleted', actorId, deleteMessage(sql, actorId, request.params.id))
      return reply.code(204).send(null)
    },
  )

  for (const [method, change, summary] of [
    ['PUT', pinMessage, 'Pin a message for everybody in its conversation.'],
    ['DELETE', unpinMessage, 'Unpin a message.'],
  ] as const) {
    app.route({
      method,
      url: `${path}/pin`,
      schema: { summary, params, response },
      handler: async (request) => {
        const actorId = await actor(request)
        return tell('message:pinned', actorId, change(sql, actorId, request.params.id))
      },
    })
  }

  for (const [method, change, summary] of [
    ['PUT', addReaction, 'Add a reaction to a message.'],
    ['DELETE', removeReaction, 'Remove an own reaction from a message.'],
  ] as const) {
    app.route({
      method,
      url: `${path}/reactions/:emoji`,
      schema: { summary, params: reactionParams, response },
      handler: async (request) => {
        const actorId = await actor(request, 'to write')
        const { id: messageId, emoji } = request.params
        return tell('message:reactions', actorId, change(sql, actorId, messageId, emoji))
      },
    })
  }
}
