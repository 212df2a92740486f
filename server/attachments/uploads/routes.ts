import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { upload, uploadRules } from '../../../wire/files.ts'
import { id } from '../../../wire/primitives.ts'
import type { Config } from '../../config.ts'
import type { Database } from '../../database/client.ts'
import { personOf } from '../../http/person.ts'
import type { App } from '../../http/types.ts'
import { Refusal } from '../../refusal.ts'
import type { Checker } from '../checking/checker.ts'
import { isUploadRefusal, type FileWatch } from '../storage/file-watch.ts'
import { fileNameIn, valueIn } from './file-name.ts'
import { UPLOAD_PATH, type Spool } from '../spool/spool.ts'
import { idOfKey } from './upload-key.ts'
import { beginUpload, cancelUpload, noteActivity, uploadOf, uploadRulesOf } from './uploads.ts'

/** A piece of 1 MiB comes over a slow line in this time. */
const PIECE_MILLISECONDS = 60_000

const ofUpload = `${UPLOAD_PATH}/:id`
const params = z.object({ id })
const done = { 204: z.null() }

interface UploadEdge {
  config: Config
  sql: Database
  spool: Spool
  checker: Checker
  watch: Pick<FileWatch, 'upload' | 'uploadRefused'>
}

/**
 * Resumable uploads, as tus 1.0 describes them: creation and termination, without a deferred length. A session is asked
 * for with each piece, so an upload ends with its session.
 */
export function uploadRoutes(app: App, { config, sql, spool, checker, watch }: UploadEdge): void {
  // The bytes go to the disk as they come. Nothing reads them into memory.
  app.addContentTypeParser('application/offset+octet-stream', (_request, bytes, parsed) =>
    parsed(null, bytes),
  )

  function countRefusal(error: unknown): never {
    if (error instanceof Refusal && isUploadRefusal(error.code)) watch.uploadRefused(error.code)
    throw error
  }

  app.get(
    UPLOAD_PATH,
    { schema: { summary: 'What this person may upload now.', response: { 200: uploadRules } } },
    (request) => uploadRulesOf(sql, personOf(request).userId, config.files),
  )

  app.post(
    UPLOAD_PATH,
    {
      schema: {
        summary: 'Begin an upload, as tus 1.0 does. Location is its address.',
        description:
          'Upload-Length is the number of its bytes. Upload-Metadata may have a filename, and a key of the file: the same key again, while bytes are still to come to this relay, begins no second upload. It takes no bytes yet.',
        response: { 201: z.null() },
      },
    },
    async (request, reply) => {
      const { headers, raw } = request
      const size = sizeIn(headers['upload-length'])
      const metadata = [headers['upload-metadata'] ?? []].flat()[0]
      const name = fileNameIn(metadata)
      const { userId } = personOf(request)
      const key = valueIn(metadata, 'key')
      const id = key ? idOfKey(userId, key) : randomUUID()
      const wanted = { id, name, size, isHere: (await spool.bytesOf(id)) !== null }
      const begun = await beginUpload(sql, userId, wanted, config.files).catch(countRefusal)
      const { id: uploadId, isNew } = begun
      if (isNew) {
        await spool.answer({ method: 'POST', id: uploadId, raw })
        watch.upload('begun')
      }
      return reply
        .code(201)
        .headers({
          location: `${config.basePath}${UPLOAD_PATH}/${uploadId}`,
          'tus-resumable': '1.0.0',
        })
        .send(null)
    },
  )

  app.head(
    ofUpload,
    { schema: { summary: 'How many bytes of an upload have come.', params } },
    async (request, reply) => {
      await uploadOf(sql, personOf(request).userId, request.params.id)
      const answer = await spool.answer({
        method: 'HEAD',
        id: request.params.id,
        raw: request.raw,
      })
      return reply.code(200).headers(protocolHeadersOf(answer)).send()
    },
  )

  app.patch(
    ofUpload,
    {
      // The bytes cost the database nothing. A slow line must not hold up what the person does meanwhile.
      config: { bodyType: 'application/offset+octet-stream', work: null },
      handlerTimeout: PIECE_MILLISECONDS,
      schema: {
        summary: 'The next bytes of an upload, from Upload-Offset on. Send pieces of 1 MiB.',
        params,
        response: done,
      },
    },
    async (request, reply) => {
      const { state, isIdle } = await uploadOf(sql, personOf(request).userId, request.params.id)
      if (state !== 'receiving') throw new Refusal('conflict', 'All bytes have come.')
      if (isIdle) await noteActivity(sql, request.params.id)
      const answer = await spool.answer({
        method: 'PATCH',
        id: request.params.id,
        raw: request.raw,
      })
      return reply.code(204).headers(protocolHeadersOf(answer)).send(null)
    },
  )

  app.delete(
    ofUpload,
    { schema: { summary: 'Cancel an upload that no message carries.', params, response: done } },
    async (request, reply) => {
      const uploadId = request.params.id
      const bytes = await spool.bytesOf(uploadId)
      const missing = bytes === null ? 0 : bytes.size - bytes.received
      await cancelUpload(sql, personOf(request).userId, uploadId, missing)
      await spool.remove(uploadId)
      watch.upload('cancelled')
      return reply.code(204).headers({ 'tus-resumable': '1.0.0' }).send(null)
    },
  )

  app.get(
    ofUpload,
    { schema: { summary: 'What became of an upload.', params, response: { 200: upload } } },
    async (request) => {
      const uploadId = request.params.id
      const { state, file } = await uploadOf(sql, personOf(request).userId, uploadId)
      // The relay may have been killed between the last byte and the end of the check.
      if (state === 'receiving' || state === 'checking') await checker.resume(uploadId)
      return { id: uploadId, state, file }
    },
  )
}

function sizeIn(header: string | string[] | undefined): number {
  if (typeof header !== 'string' || !/^\d{1,15}$/.test(header)) {
    throw new Refusal('invalid_request', 'Upload-Length: the bytes of the file are needed.')
  }
  return Number(header)
}

function protocolHeadersOf({ headers }: Response): Record<string, string> {
  const names = ['tus-resumable', 'upload-offset', 'upload-length']
  return Object.fromEntries(
    names.flatMap((name) => [[name, headers.get(name) ?? '']]).filter(([, value]) => value !== ''),
  )
}
