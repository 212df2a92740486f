import type { Sql } from '../database/client.ts'
import type { Checker } from './checking/checker.ts'
import type { Spool } from './spool/spool.ts'
import { versionsOf, type BlobStore } from './storage/blob-store.ts'

/**
 * Deletes files that no message carries: those of deleted and expired messages, and uploads that were never sent. Files
 * of an open report stay. The bytes go first, so that a kill leaves no bytes without a row. The caller holds the
 * advisory lock of upkeep.
 * @param keepHours how long an upload waits for its message
 * @returns how many rows it deleted
 */
export async function collectFiles(
  sql: Sql,
  blobs: BlobStore,
  { batch, keepHours }: { batch: number; keepHours: number },
): Promise<number> {
  const rows = await sql<{ id: string }[]>`
    select id from private.uploads u
    where message_id is null and not ${isReported(sql)} and (
      state = 'released' or (state = 'ready' and owner_id is null)
      or greatest(created_at, active_at) < now() - ${keepHours} * interval '1 hour'
    )
    order by created_at limit ${batch}
    for update skip locked`
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return 0
  await blobs.remove(ids.flatMap(versionsOf))
  const { count } = await sql`delete from private.uploads where id = any(${ids}::uuid[])`
  return count
}

/** Whether an open report holds the upload `u`. Otherwise an author would delete what a moderator has to see. */
export const isReported = (sql: Sql) => sql`
  exists (
    select from private.reported_files kept join public.reports r on r.id = kept.report_id
    where kept.upload_id = u.id and r.decided_at is null
  )`

/** Counts of bytes that are too old to limit anybody. */
export async function forgetUploadedBytes(sql: Sql): Promise<void> {
  await sql`delete from private.uploaded_bytes where hour < now() - interval '25 hours'`
}

/**
 * Tidies the spool of this node. Uploads whose bytes have all come are checked. Bytes that no upload needs are deleted.
 * A relay that was killed may have left both.
 */
export async function tidySpool(
  sql: Sql,
  { spool, checker }: { spool: Spool; checker: Checker },
): Promise<void> {
  const ids = await spool.ids()
  const rows = await sql<{ id: string }[]>`
    select id from private.uploads
    where id = any(${ids}::uuid[]) and state in ('receiving', 'checking')`
  const wanted = new Set(rows.map(({ id }) => id))
  for (const id of ids) {
    if (wanted.has(id)) await checker.resume(id)
    else await spool.remove(id)
  }
}
