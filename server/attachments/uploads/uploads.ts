import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { messageFile, type UploadRules } from '../../../wire/files.ts'
import type { Config } from '../../config.ts'
import type { Database, Sql } from '../../database/client.ts'
import { readRow } from '../../database/rows.ts'
import { notFound, Refusal } from '../../refusal.ts'

/** The most uploads of one person that receive bytes. An upload without bytes for ten minutes does not count. */
const MAX_OPEN = 5

type Limits = Pick<Config['files'], 'maxBytes' | 'bytesADay'>

const rulesRow = z.object({ enabled: z.boolean(), used: z.number() })

/** What this person may upload now. */
export async function uploadRulesOf(
  sql: Sql,
  userId: string,
  { maxBytes, bytesADay }: Limits,
): Promise<UploadRules> {
  const row = await readRow(
    rulesRow,
    sql`
      select i.uploads_enabled as enabled, coalesce((
        select sum(b.bytes) from private.uploaded_bytes b
        where b.account_id = ${userId} and b.hour > now() - interval '24 hours'
      ), 0)::float8 as used
      from private.installation i`,
  )
  const { enabled, used } = row!
  return { enabled, max_bytes: maxBytes, bytes_left: Math.max(0, bytesADay - used) }
}

interface Begun {
  id: string
  isNew: boolean
}

/**
 * Begins an upload and counts its bytes. The count of the hour is locked first, so that two requests cannot both use the
 * last bytes. An upload with this id that still waits for bytes here is the same one, whose answer was lost. It is not
 * counted again. Otherwise the new upload gets another id: the bytes of one id must come to one node only, or two of them
 * would check and keep it.
 * @throws Refusal `uploads_disabled`, `file_too_large`, `file_refused`, `quota_exceeded`, `too_many_uploads`
 */
export async function beginUpload(
  sql: Database,
  userId: string,
  { id: uploadId, name, size, isHere }: { id: string; name: string; size: number; isHere: boolean },
  limits: Limits,
): Promise<Begun> {
  return sql.begin(async (tx) => {
    await tx`
      insert into private.uploaded_bytes as b (account_id, hour, bytes)
      values (${userId}, date_trunc('hour', now()), 0)
      on conflict (account_id, hour) do update set bytes = b.bytes`
    const [earlier] = await tx<{ isSame: boolean }[]>`
      select owner_id is not distinct from ${userId} and state = 'receiving' and size = ${size} as "isSame"
      from private.uploads where id = ${uploadId}`
    if (earlier?.isSame && isHere) {
      await noteActivity(tx, uploadId)
      return { id: uploadId, isNew: false }
    }
    refuseBy(await uploadRulesOf(tx, userId, limits), size)
    const [open] = await tx<{ count: number }[]>`
      select count(*)::int from private.uploads
      where owner_id = ${userId} and state in ('receiving', 'checking')
        and active_at > now() - interval '10 minutes'`
    if (open!.count >= MAX_OPEN) {
      throw new Refusal('too_many_uploads', `At most ${MAX_OPEN} uploads run at once.`)
    }
    await tx`
      update private.uploaded_bytes set bytes = bytes + ${size}
      where account_id = ${userId} and hour = date_trunc('hour', now())`
    const id = earlier === undefined ? uploadId : randomUUID()
    await tx`
      insert into private.uploads (id, owner_id, name, size)
      values (${id}, ${userId}, ${name}, ${size})`
    return { id, isNew: true }
  })
}

function refuseBy({ enabled, max_bytes, bytes_left }: UploadRules, size: number): void {
  if (!enabled) throw new Refusal('uploads_disabled', 'Uploads are switched off.')
  if (size === 0) throw new Refusal('file_refused', 'The file is empty.')
  if (size > max_bytes) {
    throw new Refusal('file_too_large', `A file has at most ${max_bytes} bytes.`)
  }
  if (size > bytes_left) {
    throw new Refusal('quota_exceeded', `You may upload ${bytes_left} more bytes today.`)
  }
}

const ownUpload = z.object({
  state: z.enum(['receiving', 'checking', 'ready', 'refused']),
  isIdle: z.boolean(),
  file: messageFile.nullable(),
})

/**
 * An upload of this person that no message carries yet.
 * @throws Refusal `not_found` for everybody else's
 */
export async function uploadOf(
  sql: Sql,
  userId: string,
  uploadId: string,
): Promise<z.infer<typeof ownUpload>> {
  const row = await readRow(
    ownUpload,
    sql`
      select u.state, u.active_at < now() - interval '1 minute' as "isIdle",
        case when u.state = 'ready' then private.file_json(u) end as file
      from private.uploads u
      where u.id = ${uploadId} and u.owner_id = ${userId} and u.state <> 'released'`,
  )
  if (row === undefined) throw notFound('upload')
  return row
}

/** Keeps an upload from counting as abandoned. */
export async function noteActivity(sql: Sql, uploadId: string): Promise<void> {
  await sql`update private.uploads set active_at = now() where id = ${uploadId}`
}

/** Forgets an upload that no message carries. The bytes that never came are taken off the count of its first hour. */
export async function cancelUpload(
  sql: Database,
  userId: string,
  uploadId: string,
  missingBytes: number,
): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      update private.uploads set state = 'released', owner_id = null
      where id = ${uploadId} and owner_id = ${userId} and state <> 'released'`
    if (count === 0) throw notFound('upload')
    await tx`
      update private.uploaded_bytes b set bytes = greatest(0, b.bytes - ${missingBytes})
      from private.uploads u
      where u.id = ${uploadId} and b.account_id = ${userId} and b.hour = date_trunc('hour', u.created_at)`
  })
}
