import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromFile } from 'file-type'
import { drawPicture, drawPortrait } from './draw-picture.ts'
import type { ExaminationAnswer, ExaminationRequest, Examined } from './examination.ts'
import { mediaTypeOf } from './media-type.ts'
import { MAX_EXAMINER_BYTES } from './picture-limits.ts'

/**
 * A process of its own that reads the bytes of strangers. An attacker may break a library that reads formats. They then
 * reach neither the memory nor the secrets of the relay, because this process has no settings, no database and no socket.
 */
process.on('message', (request: ExaminationRequest) => {
  void examine(request)
    .then((examined): ExaminationAnswer => ({ examined }))
    .catch((error: unknown): ExaminationAnswer => ({ fault: String(error) }))
    .then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit(0))

setInterval(() => {
  if (process.memoryUsage.rss() > MAX_EXAMINER_BYTES) process.exit(1)
}, 50).unref()

async function examine({
  path,
  original,
  preview,
  portrait,
}: ExaminationRequest): Promise<Examined> {
  const type = mediaTypeOf((await fileTypeFromFile(path))?.mime)
  const isPicture = type.kind === 'picture'
  const picture = isPicture ? await drawPicture(path, type.mime, { original, preview }) : null
  if (isPicture && portrait !== undefined) await drawPortrait(path, portrait)
  const kept = isPicture ? original : path
  const hash = createHash('sha256')
  await pipeline(createReadStream(kept), hash)
  return { ...type, size: (await stat(kept)).size, sha256: hash.digest('hex'), picture }
}
