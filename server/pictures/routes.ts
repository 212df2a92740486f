import { createHash } from 'node:crypto'
import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { notFound } from '../refusal.ts'
import { pictureAddressOf } from './picture-address.ts'
import type { Pictures } from './pictures.ts'

const picture = { content: { 'image/*': { schema: z.any() } } }

interface PicturesEdge {
  sql: Sql
  limits: Limits
  pictures: Pictures
}

/**
 * Serves the pictures of people and groups. A browser that loaded them from their own sites would tell strangers the
 * address of its reader, and when they read.
 */
export function pictureRoutes(app: App, { sql, limits, pictures }: PicturesEdge): void {
  app.get(
    '/api/pictures/:id',
    {
      config: { limit: 'picture' },
      schema: {
        summary: 'The picture of a person or a group, fetched and served by the relay.',
        description: '304 means that the picture named by If-None-Match is still the same.',
        params: z.object({ id }),
        response: { 200: picture, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const address = await pictureAddressOf(sql, userId, request.params.id)
      const picture = await pictures.get(address, () => limits.pictureDownload(userId))
      if (picture === null) throw notFound('picture')
      const etag = `"${createHash('sha256').update(picture.bytes).digest('base64url')}"`
      // The page names the version of a picture in the address, so a changed picture is asked for at once.
      void reply.headers({ etag, 'cache-control': 'private, max-age=3600' })
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
      return reply
        .headers({
          'content-type': `image/${picture.format}`,
          'content-disposition': `attachment; filename="picture.${picture.format}"`,
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        .send(picture.bytes)
    },
  )
}
