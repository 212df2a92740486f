import { z } from 'zod'
import { messageFile } from '../../wire/files.ts'
import { actorsOf } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { isPair } from '../kinds/conditions.ts'
import { hasEnded } from '../messages/store/has-ended.ts'
import { notFound } from '../refusal.ts'

/** What the relay needs to serve the bytes of a file. */
export const readableFileRow = messageFile
  .pick({ kind: true, name: true, mime: true, size: true })
  .extend({ sha256: z.string() })
export type ReadableFile = z.infer<typeof readableFileRow>

/**
 * A file that this person may read now: one of a message that they may read, or their own before a message carries it.
 * The message must be shown, and must not be from before they joined. In a pair, a person whom the sender has blocked
 * reads no file of that sender.
 * @throws Refusal `not_found`, whatever the reason
 */
export async function readableFile(
  sql: Sql,
  userId: string,
  fileId: string,
): Promise<ReadableFile> {
  const file = await readRow(
    readableFileRow,
    sql`
      select u.kind, u.name, u.mime, u.size::float8 as size, u.sha256
      from private.uploads u
      where u.id = ${fileId} and u.state = 'ready' and (u.owner_id = ${userId} or exists (
        select from public.messages m
        join public.conversations c on c.id = m.conversation_id
        join public.conversation_participants me
          on me.conversation_id = m.conversation_id and me.user_id = any(${actorsOf(sql, userId)})
        where m.id = u.message_id and m.deleted_at is null and m.hidden_at is null
          and ${hasEnded(sql, 'm')} is not true
          and me.left_at is null and m.seq > me.joined_seq
          and not (${isPair(sql, 'c')} and exists (
            select from public.blocks b where b.blocker_id = m.sender_id and b.blocked_id = me.user_id
          ))
      ))`,
  )
  if (file === undefined) throw notFound('file')
  return file
}
