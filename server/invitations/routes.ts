import { z } from 'zod'
import {
  invitationDraft,
  invitationFace,
  invitationList,
  invitationLook,
  invitationOpening,
  madeInvitation,
  openedInvitation,
} from '../../wire/invitations/invitations.ts'
import { id } from '../../wire/primitives.ts'
import { announcePair } from '../conversations/pair-events.ts'
import { startedPair } from '../conversations/direct.ts'
import { conversationOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import { announceGroup } from '../groups/announce.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Publisher } from '../realtime/publish.ts'
import { groupInvitations, ownInvitations } from './list.ts'
import { inviteToGroup, invitePerson } from './make.ts'
import { openInvitation, type Opening } from './open.ts'
import { lookAtInvitation } from './read.ts'
import { revokeInvitation } from './revoke.ts'

const path = '/api/invitations'
const ofGroup = '/api/conversations/:id/invitations'
const params = z.object({ id })

interface InvitationEdge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
  limits: Limits
}

/** The only request about a link that needs no sign-in. The token is in the body, because addresses are logged. */
export function invitationLookRoute(
  app: App,
  { sql, limits }: Pick<InvitationEdge, 'sql' | 'limits'>,
): void {
  app.post(
    `${path}/look`,
    {
      config: { counted: 'invitationLook' },
      schema: {
        summary: 'Who invites by a link, and to which group. It needs no sign-in.',
        body: invitationLook,
        response: { 200: invitationFace },
      },
    },
    async (request) => {
      await limits.invitationLook(request.ip)
      return lookAtInvitation(sql, request.body.token)
    },
  )
}

/** The links with which people invite others, and opening one. */
export function invitationRoutes(app: App, edge: InvitationEdge): void {
  const { sql } = edge

  app.get(
    path,
    {
      schema: {
        summary: 'The links to this person that have not ended.',
        response: { 200: invitationList },
      },
    },
    async (request) => ({
      items: await ownInvitations(sql, personOf(request).userId),
      next_cursor: null,
    }),
  )

  app.post(
    path,
    {
      config: { limit: 'invitation' },
      schema: {
        summary: 'Make a link that leads to a conversation with this person.',
        body: invitationDraft,
        response: { '2xx': madeInvitation },
      },
    },
    async (request, reply) => {
      const { made, isNew } = await invitePerson(sql, personOf(request).userId, request.body)
      return reply.code(isNew ? 201 : 200).send(made)
    },
  )

  app.get(
    ofGroup,
    {
      schema: {
        summary: 'The links to a group that have not ended, for its owner and admins.',
        params,
        response: { 200: invitationList },
      },
    },
    async (request) => ({
      items: await groupInvitations(sql, personOf(request).userId, request.params.id),
      next_cursor: null,
    }),
  )

  app.post(
    ofGroup,
    {
      config: { limit: 'invitation' },
      schema: {
        summary: 'Make a link that leads into a group.',
        params,
        body: invitationDraft,
        response: { '2xx': madeInvitation },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const { id: groupId } = request.params
      const { made, isNew } = await inviteToGroup(sql, userId, groupId, request.body)
      return reply.code(isNew ? 201 : 200).send(made)
    },
  )

  app.delete(
    `${path}/:id`,
    {
      config: { limit: 'settings' },
      schema: { summary: 'Revoke a link.', params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await revokeInvitation(sql, personOf(request).userId, request.params.id)
      return reply.code(204).send(null)
    },
  )

  app.post(
    `${path}/open`,
    {
      config: { counted: 'adding' },
      schema: {
        summary: 'Open a link: ask what it leads to, or accept it.',
        body: invitationOpening,
        response: { 200: openedInvitation },
      },
    },
    async (request) => {
      const { userId } = personOf(request)
      await edge.limits.adding(userId, 1)
      const { token, accept } = request.body
      return answered(edge, userId, await openInvitation(sql, userId, token, accept))
    },
  )
}

async function answered(
  edge: InvitationEdge,
  userId: string,
  { face, isOwn, insideId, joined, pair }: Opening,
) {
  const { sql } = edge
  if (joined !== undefined) await announceGroup(edge, joined)
  if (pair !== undefined) {
    await announcePair(edge.publish, await startedPair(sql, [userId, pair.inviterId], pair))
  }
  const conversation = insideId === null ? null : await conversationOf(sql, userId, insideId)
  return { ...face, is_own: isOwn, conversation }
}
