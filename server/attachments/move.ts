import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from '../database/client.ts'
import { isReported } from './collect.ts'
import type { BlobName, BlobStore } from './storage/blob-store.ts'

interface FileRow {
  id: string
  kind: string
  mime: string
  sha256: string
}

/**
 * Copies every file to another place and checks each copy. It deletes nothing, so that it can be broken off and started
 * again.
 */
export async function moveFiles(
  sql: Sql,
  { from, to, scratch }: { from: BlobStore; to: BlobStore; scratch: string },
): Promise<{ moved: number; missing: number }> {
  await to.prepare()
  const done = { moved: 0, missing: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await sql<FileRow[]>`
      select id, kind, mime, sha256 from private.uploads u
      where id > ${after} and (state = 'ready' or ${isReported(sql)}) order by id limit 200`
    for (const row of rows) {
      if (await moveFile(row, { from, to, scratch })) done.moved += 1
      else done.missing += 1
    }
    const last = rows.at(-1)
    if (last === undefined) return done
    after = last.id
  }
}

async function moveFile(
  { id, kind, mime, sha256 }: FileRow,
  { from, to, scratch }: { from: BlobStore; to: BlobStore; scratch: string },
): Promise<boolean> {
  const path = join(scratch, id)
  const copy = async (name: BlobName, type: string) => {
    const bytes = await from.get(name)
    if (bytes === null) return null
    const hash = createHash('sha256')
    const hashing = new Transform({
      transform(piece: Buffer, _encoding, next) {
        hash.update(piece)
        next(null, piece)
      },
    })
    await pipeline(bytes, hashing, createWriteStream(path))
    await to.put(name, path, type)
    await rm(path)
    return hash.digest('hex')
  }
  const copied = await copy(`${id}/original`, mime)
  if (copied !== null && copied !== sha256) throw new Error(`The bytes of ${id} were changed.`)
  if (kind === 'picture') await copy(`${id}/preview`, 'image/webp')
  return copied !== null
}
