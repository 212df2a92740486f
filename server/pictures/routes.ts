import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Database } from '../database/client.ts'
import { isKnownVersion } from '../http/known-version.ts'
import type { Limits } from '../http/limits.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { notFound } from '../refusal.ts'
import type { Pictures } from './pictures.ts'
import { keepFetched, pictureOf, type FoundPicture } from './stored.ts'

const picture = { content: { 'image/webp': { schema: z.any() } } }

interface PicturesEdge {
  sql: Database
  limits: Limits
  /** Null where the settings forbid the way to other sites. */
  pictures: Pictures | null
}

/**
 * Serves the pictures of people and groups. A browser that loaded them from their own sites would tell strangers the
 * address of its reader, and when they read.
 */
export function pictureRoutes(app: App, { sql, limits, pictures }: PicturesEdge): void {
  /** The picture of an older address, which is fetched and kept. Its version is known at the next request. */
  async function fetched(found: Extract<FoundPicture, { kind: 'address' }>, userId: string) {
    const fetchedPicture = await pictures?.get(found.address, () => limits.pictureDownload(userId))
    if (fetchedPicture == null) throw notFound('picture')
    await keepFetched(sql, found, fetchedPicture.bytes)
    return fetchedPicture.bytes
  }

  app.get(
    '/api/pictures/:id',
    {
      config: { limit: 'picture' },
      schema: {
        summary: 'The picture of a person or a group, as the relay drew it.',
        description: '304 means that the picture named by If-None-Match is still the same.',
        params: z.object({ id }),
        response: { 200: picture, 304: z.null() },
      },
    },
    async (request, reply) => {
      const { userId } = personOf(request)
      const found = await pictureOf(sql, userId, request.params.id)
      // The page names the version of a picture in the address, so a changed picture is asked for at once.
      void reply.header('cache-control', 'private, max-age=3600')
      if (found.kind === 'stored') {
        const etag = `"${found.version}"`
        void reply.header('etag', etag)
        if (isKnownVersion(request.headers, etag)) return reply.code(304).send(null)
      }
      const bytes = found.kind === 'stored' ? found.bytes : await fetched(found, userId)
      return reply
        .headers({
          'content-type': 'image/webp',
          'content-disposition': 'attachment; filename="picture.webp"',
          'content-security-policy': "default-src 'none'; sandbox",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        .send(bytes)
    },
  )
}
