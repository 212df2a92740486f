import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBlobStore } from '../server/attachments/attachments.ts'
import { moveFiles } from '../server/attachments/move.ts'
import { readConfig } from '../server/config.ts'
import { openDatabase } from '../server/database/client.ts'

/**
 * `npm run files:move -- --to bucket|folder`. Copies every file of the installation to the other place, checks each
 * copy, and deletes nothing. It can be broken off and started again.
 */
async function main(): Promise<void> {
  const to = process.argv[process.argv.indexOf('--to') + 1]
  if (to !== 'bucket' && to !== 'folder') throw new Error('Say --to bucket or --to folder.')
  const config = readConfig(process.env)
  const { files, database } = config
  if (files.bucket === null) throw new Error('Set PARLEY_FILES_BUCKET and SUPABASE_SECRET_KEY.')
  const places = [openBlobStore({ ...files, bucket: null }), openBlobStore(files)] as const
  const [from, target] = to === 'bucket' ? places : [places[1], places[0]]
  const sql = openDatabase(database.url, { debug: () => undefined }, { tls: database.tls })
  const scratch = await mkdtemp(join(tmpdir(), 'parley-files-'))
  try {
    const { moved, missing } = await moveFiles(sql, { from, to: target, scratch })
    console.log(`${moved} files are in the ${to}. ${missing} were missing.`)
    if (missing > 0) process.exitCode = 1
  } finally {
    await rm(scratch, { recursive: true, force: true })
    await sql.end()
  }
}

await main()
