import type { OwnProfile } from '../../wire/people.ts'
import type { PictureChange } from '../../wire/files.ts'
import { mayChangeConversation } from '../../wire/permissions.ts'
import type { BlobStore } from '../attachments/storage/blob-store.ts'
import type { Database, Sql } from '../database/client.ts'
import { changeGroup, type GroupChange } from '../groups/change.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { ownProfileOf } from '../people/profiles.ts'
import { Refusal } from '../refusal.ts'
import { portraitOfUpload, releaseUpload } from './from-upload.ts'
import type { DrawPortrait } from './portraits.ts'
import { storePicture, type Subject } from './stored.ts'

interface PictureEdge {
  sql: Database
  blobs: BlobStore
  draw: DrawPortrait
}

/**
 * Drawing takes a while, so it is done before anything is locked. A muted person shows nobody a new picture, and may take
 * one away.
 */
async function prepare(edge: PictureEdge, userId: string, { upload_id: uploadId }: PictureChange) {
  if (uploadId !== null) await refuseByModeration(edge.sql, userId)
  const bytes = uploadId === null ? null : await portraitOfUpload(edge, userId, uploadId)
  return async (sql: Sql, subject: Subject) => {
    if (uploadId !== null) await releaseUpload(sql, userId, uploadId)
    await storePicture(sql, subject, bytes)
  }
}

export async function changeOwnPicture(
  edge: PictureEdge,
  userId: string,
  change: PictureChange,
): Promise<OwnProfile> {
  const keep = await prepare(edge, userId, change)
  await edge.sql.begin((tx) => keep(tx, { profile_id: userId }))
  return ownProfileOf(edge.sql, userId)
}

/** Taking away a picture that is not there is not announced. */
export async function changeGroupPicture(
  edge: PictureEdge,
  userId: string,
  groupId: string,
  change: PictureChange,
): Promise<GroupChange> {
  const keep = await prepare(edge, userId, change)
  return changeGroup(edge.sql, userId, groupId, async ({ sql, actor, tell }) => {
    if (!mayChangeConversation(actor)) {
      throw new Refusal('forbidden', 'Only the owner and admins change a group.')
    }
    const [group] = await sql<{ has_picture: boolean }[]>`
      select avatar_url is not null as has_picture from public.conversations where id = ${groupId}`
    await keep(sql, { conversation_id: groupId })
    if (change.upload_id !== null || group?.has_picture) await tell({ type: 'picture_changed' })
    return undefined
  })
}
