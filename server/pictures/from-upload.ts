import type { BlobStore } from '../attachments/storage/blob-store.ts'
import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'
import type { DrawPortrait } from './portraits.ts'

const notReady = () => new Refusal('upload_not_ready', 'The upload is not finished, or is used.')

/**
 * The square that is drawn from a finished upload of this person. Somebody else's upload looks like one that is not there.
 * @throws Refusal `upload_not_ready`, `file_refused`
 */
export async function portraitOfUpload(
  { sql, blobs, draw }: { sql: Sql; blobs: BlobStore; draw: DrawPortrait },
  userId: string,
  uploadId: string,
): Promise<Buffer> {
  const [upload] = await sql<{ kind: string }[]>`
    select kind from private.uploads
    where id = ${uploadId} and owner_id = ${userId} and state = 'ready'`
  if (upload === undefined) throw notReady()
  const bytes = upload.kind === 'picture' ? await blobs.get(`${uploadId}/original`) : null
  const portrait = bytes === null ? null : await draw(userId, bytes)
  if (portrait === null) throw new Refusal('file_refused', 'This file is not a picture.')
  return portrait
}

/** The upload has done its work. The collector deletes its bytes. */
export async function releaseUpload(sql: Sql, userId: string, uploadId: string): Promise<void> {
  const { count } = await sql`
    update private.uploads set state = 'released', owner_id = null
    where id = ${uploadId} and owner_id = ${userId} and state = 'ready'`
  if (count === 0) throw notReady()
}
