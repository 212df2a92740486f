import { z } from 'zod'
import { message } from '../../wire/messages.ts'
import { id } from '../../wire/primitives.ts'
import { actorOn } from '../aliases/actors.ts'
import type { Database } from '../database/client.ts'
import { isKnownVersion } from '../http/known-version.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { announceChange } from '../messages/announce.ts'
import type { Publisher } from '../realtime/publish.ts'
import { previewPicture, removePreview } from './rules.ts'

const path = '/api/messages/:id/preview'
const params = z.object({ id })
const picture = { content: { 'image/webp': { schema: z.any() } } }

/** The picture of a preview, and taking a preview away. */
export function previewRoutes(
  app: App,
  { sql, publish }: { sql: Database; publish: Publisher },
): void {
  app.get(
    path,
    {
      config: { limit: 'file' },
      schema: {
        summary: 'The picture of the preview in a message, as the relay drew it.',
        description: '304 means that the picture named by If-None-Match is still the same.',
        params,
        response: { 200: picture, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { version, bytes } = await previewPicture(
        sql,
        personOf(request).userId,
        request.params.id,
      )
      const etag = `"${version}"`
      void reply.headers({ etag, 'cache-control': 'private, max-age=3600' })
      if (isKnownVersion(request.headers, etag)) return reply.code(304).send(null)
      return reply
        .headers({
          'content-type': 'image/webp',
          'content-disposition': 'inline; filename="preview.webp"',
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        .send(bytes)
    },
  )

  app.delete(
    path,
    {
      schema: {
        summary: 'Take the preview off an own message. It does not come back.',
        params,
        response: { 200: message },
      },
    },
    async (request) => {
      const actorId = await actorOn(sql, personOf(request).userId, request.params.id)
      const change = await removePreview(sql, actorId, request.params.id)
      await announceChange({ sql, publish }, 'message:edited', change.changed, actorId)
      return change.message
    },
  )
}
