import { z } from 'zod'
import { conversation } from '../../wire/conversations.ts'
import { id } from '../../wire/primitives.ts'
import {
  barredList,
  barredQuery,
  room,
  roomChange,
  roomCreate,
  roomEntry,
  roomList,
  roomsQuery,
} from '../../wire/rooms/rooms.ts'
import { actorIn } from '../aliases/actors.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import type { Config } from '../config.ts'
import { conversationOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import { announceGroup } from '../groups/announce.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Publisher } from '../realtime/publish.ts'
import { letBackIn, listBarred } from './barred.ts'
import { changeRoom } from './change.ts'
import { createRoom } from './create.ts'
import { joinRoom } from './join.ts'
import { listRooms, roomOfId } from './list.ts'

const path = '/api/rooms/:id'
const params = z.object({ id })

interface RoomEdge {
  config: Pick<Config, 'darkRooms'>
  sql: Database
  publish: Publisher
  writer: MessageWriter
  limits: Limits
}

/** Rooms that everybody who is signed in can find, make and join. A member leaves one like a group. */
export function roomRoutes(app: App, edge: RoomEdge): void {
  const { sql, publish } = edge
  const actor = actorOfRequest(sql)
  const { accountHours } = edge.config.darkRooms
  /**
   * The other tabs of the person show the room too. Nobody else is told. The event would go to the sockets of the
   * account, so there is none for a dark room: the other tabs find it by their next sync.
   */
  const welcome = async (userId: string, roomId: string, isNew: boolean) => {
    const actorId = await actorIn(sql, userId, roomId)
    const view = await conversationOf(sql, actorId, roomId)
    if (isNew && actorId === userId) {
      publish.toUser(userId, 'conversation:new', { conversation: view })
    }
    return view
  }

  app.get(
    '/api/rooms',
    {
      config: { work: 'page' },
      schema: {
        summary: 'The open rooms, in pages of 50.',
        querystring: roomsQuery,
        response: { 200: roomList },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      if (request.query.q) await edge.limits.search(userId)
      return listRooms(sql, userId, request.query)
    },
  )

  app.post(
    '/api/rooms',
    {
      config: { limit: 'rooms' },
      schema: {
        summary: 'Make an open room. 200 means that it existed.',
        body: roomCreate,
        response: { '2xx': conversation },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const made = await createRoom(sql, userId, request.body, accountHours)
      const view = await welcome(userId, made.id, made.isNew)
      return reply.code(made.isNew ? 201 : 200).send(view)
    },
  )

  app.get(
    path,
    {
      schema: {
        summary: 'One room, also for people who are not in it.',
        params,
        response: { 200: room },
      },
    },
    (request) => roomOfId(sql, personOf(request).userId, request.params.id),
  )

  app.patch(
    path,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Change the settings of a room: topic, slow mode, lock, close.',
        params,
        body: roomChange,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const actorId = await actor(request)
      const change = await changeRoom(sql, actorId, request.params.id, request.body)
      await announceGroup(edge, change)
      return conversationOf(sql, actorId, change.id)
    },
  )

  app.put(
    `${path}/me`,
    {
      config: { counted: 'adding' },
      schema: {
        summary: 'Join an open room. A dark room needs an agreement to its notice.',
        params,
        body: roomEntry,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      await edge.limits.adding(userId, 1)
      const isNew = await joinRoom(sql, userId, request.params.id, {
        ...{ agreed: request.body?.agreed, accountHours },
      })
      return welcome(userId, request.params.id, isNew)
    },
  )

  app.get(
    `${path}/barred`,
    {
      schema: {
        summary: 'The people who may not join the room again, for its owner and moderators.',
        params,
        querystring: barredQuery,
        response: { 200: barredList },
      },
    },
    async (request) => listBarred(sql, await actor(request), request.params.id, request.query),
  )

  app.delete(
    `${path}/barred/:userId`,
    {
      config: { limit: 'settings' },
      schema: {
        summary: 'Let a removed person join the room again.',
        params: params.extend({ userId: id }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id: roomId, userId: personId } = request.params
      await letBackIn(sql, await actor(request), roomId, personId)
      return reply.code(204).send(null)
    },
  )
}
