import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import { readableFileRow, type ReadableFile } from '../attachments/readable-file.ts'
import {
  DOWNLOAD_MILLISECONDS,
  fileAnswers,
  fileVersion,
  sendFile,
} from '../attachments/send-file.ts'
import type { BlobStore } from '../attachments/storage/blob-store.ts'
import type { Database, Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import { personOf } from '../http/person.ts'
import type { App } from '../http/types.ts'
import { notFound } from '../refusal.ts'
import { auditModeration } from './audit.ts'
import { isOwnReport, notAbout } from './impartial.ts'
import { requireModerator } from './moderators.ts'

/** The bytes of the files of a reported message stay until the report is decided. */
export async function keepFiles(sql: Sql, reportId: string, messageId: string): Promise<void> {
  await sql`
    insert into private.reported_files (report_id, upload_id)
    select ${reportId}, u.id from private.uploads u where u.message_id = ${messageId}
    on conflict do nothing`
}

/**
 * A file of a reported message, for the moderator who has claimed the report. The first time that a moderator opens it
 * is written to the audit log, in the same transaction.
 * @throws Refusal `forbidden` to people who are no moderators, and `not_found` to every other moderator
 */
async function openReportedFile(
  sql: Database,
  moderatorId: string,
  { reportId, fileId }: { reportId: string; fileId: string },
): Promise<ReadableFile> {
  await requireModerator(sql, moderatorId)
  return sql.begin(async (tx) => {
    const row = await readRow(
      readableFileRow.extend({
        reason: z.string(),
        subjectId: z.string().nullable(),
        isKnown: z.boolean(),
      }),
      tx`
        select u.kind, u.name, u.mime, u.size::float8 as size, u.sha256, r.reason,
          r.subject_id as "subjectId", ${moderatorId} = any(kept.opened_by) as "isKnown"
        from private.reported_files kept
        join public.reports r on r.id = kept.report_id
        join private.uploads u on u.id = kept.upload_id
        where kept.report_id = ${reportId} and kept.upload_id = ${fileId}
          and u.state in ('ready', 'released')
          and r.decided_at is null and r.claimed_by = ${moderatorId} and r.claimed_until > now()
          and ${notAbout(tx, moderatorId)} and not ${isOwnReport(tx, 'r', moderatorId)}
        for update of kept`,
    )
    if (row === undefined) throw notFound('file')
    const { reason, subjectId, isKnown, ...file } = row
    if (isKnown) return file
    await tx`
      update private.reported_files set opened_by = opened_by || ${moderatorId}::uuid
      where report_id = ${reportId} and upload_id = ${fileId}`
    const details = `file ${fileId} of report ${reportId}`
    await auditModeration(tx, { action: 'file_opened', reason, subjectId, moderatorId, details })
    return file
  })
}

export function reportedFileRoute(
  app: App,
  { sql, blobs }: { sql: Database; blobs: BlobStore },
): void {
  app.get(
    '/api/moderation/reports/:id/files/:file/:version',
    {
      config: { limit: 'file' },
      handlerTimeout: DOWNLOAD_MILLISECONDS,
      schema: {
        summary: 'The bytes of a file of a reported message, for who has claimed the report.',
        description: 'The first time is written to the audit log.',
        params: z.object({ id, file: id, version: fileVersion }),
        response: fileAnswers,
      },
    },
    async (request, reply) => {
      const { id: reportId, file: fileId, version } = request.params
      const file = await openReportedFile(sql, personOf(request).userId, { reportId, fileId })
      return sendFile(reply, blobs, { id: fileId, version, file, asked: request })
    },
  )
}
