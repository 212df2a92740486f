import { z } from 'zod'
import { conversation } from '../../wire/conversations.ts'
import { ownProfile } from '../../wire/people.ts'
import { pictureChange } from '../../wire/files.ts'
import { id } from '../../wire/primitives.ts'
import { announcePerson } from '../account/person-events.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import type { BlobStore } from '../attachments/storage/blob-store.ts'
import { conversationOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import { announceGroup } from '../groups/announce.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { Publisher } from '../realtime/publish.ts'
import { changeGroupPicture, changeOwnPicture } from './change.ts'
import type { DrawPortrait } from './portraits.ts'

interface PictureChangeEdge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
  blobs: BlobStore
  draw: DrawPortrait
}

/** A finished upload becomes the picture of a person or a group. */
export function pictureChangeRoutes(app: App, edge: PictureChangeEdge): void {
  const actor = actorOfRequest(edge.sql)

  app.put(
    '/api/profile/picture',
    {
      config: { limit: 'profile', work: 'heavy' },
      schema: {
        summary: 'Change the picture of the person.',
        body: pictureChange,
        response: { 200: ownProfile },
      },
    },
    async (request) => {
      const profile = await changeOwnPicture(edge, personOf(request).userId, request.body)
      await announcePerson(edge, profile)
      return profile
    },
  )

  app.put(
    '/api/conversations/:id/picture',
    {
      config: { limit: 'settings', work: 'heavy' },
      schema: {
        summary: 'Change the picture of a group.',
        params: z.object({ id }),
        body: pictureChange,
        response: { 200: conversation },
      },
    },
    async (request) => {
      const actorId = await actor(request)
      const change = await changeGroupPicture(edge, actorId, request.params.id, request.body)
      await announceGroup(edge, change)
      return conversationOf(edge.sql, actorId, change.id)
    },
  )
}
