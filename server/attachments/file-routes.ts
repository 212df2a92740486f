import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Sql } from '../database/client.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { readableFile } from './readable-file.ts'
import { DOWNLOAD_MILLISECONDS, fileAnswers, fileVersion, sendFile } from './send-file.ts'
import type { BlobStore } from './storage/blob-store.ts'

/**
 * Serves the bytes of files. Every request asks again whether the person may read the message. So an address is of no
 * use to anybody else, and of no use when the message is gone.
 */
export function fileRoutes(app: App, { sql, blobs }: { sql: Sql; blobs: BlobStore }): void {
  app.get(
    '/api/files/:id/:version',
    {
      config: { limit: 'file' },
      handlerTimeout: DOWNLOAD_MILLISECONDS,
      schema: {
        summary: 'The bytes of a file of a message, or of the preview of a picture.',
        description: 'It takes If-None-Match, and a Range of one part.',
        params: z.object({ id, version: fileVersion }),
        response: fileAnswers,
      },
    },
    async (request, reply) => {
      const { id: fileId, version } = request.params
      const file = await readableFile(sql, personOf(request).userId, fileId)
      return sendFile(reply, blobs, { id: fileId, version, file, asked: request })
    },
  )
}
