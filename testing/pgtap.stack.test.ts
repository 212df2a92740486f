import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { openTestDatabase } from './database.ts'
import { readTap, readTest, type TapResult } from './pgtap.ts'
import { hasProgram } from './required.ts'
import { findProgram, run } from './supabase-cli/run.ts'

const folder = fileURLToPath(new URL('../supabase/tests', import.meta.url))
const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))

// Each assertion becomes a test, so the results are needed before the tests are declared.
for (const file of files) {
  const outcome = await runFile(file)
  describe(`supabase/tests/${file}`, () => {
    test('runs what it plans', () =>
      expect(outcome instanceof Error && outcome.message).toBe(false))
    const results = outcome instanceof Error ? [] : outcome
    test.each(results.map((result, index) => ({ ...result, number: index + 1 })))(
      '$number $description',
      ({ ok, detail }) => expect(ok, detail).toBe(true),
    )
  })
}

test('there are pgTAP files', () => expect(files).not.toEqual([]))

const hasPsql = hasProgram('psql', 'a DBA can run the pgTAP files')

test.skipIf(!hasPsql)('psql reads a file with the same results', async () => {
  const file = 'blocks.sql'
  const database = await openTestDatabase()
  await installPgtap(database.superuserUrl)
  // The options of psql that pg_prove uses.
  const options = ['--no-psqlrc', '--no-align', '--tuples-only', '--quiet']
  const path = join(folder, file)
  const psql = await run(findProgram('psql')!, [...options, `--file=${path}`, database.directUrl])
  await database.drop()
  expect(psql.stderr).toBe('')
  expect(readTap(psql.stdout.split('\n'))).toEqual(await runFile(file))
})

/** Runs a file as `supabase test db` does: in one session, as `postgres`. */
async function runFile(file: string): Promise<TapResult[] | Error> {
  const database = await openTestDatabase()
  try {
    await installPgtap(database.superuserUrl)
    return readTap(await output(database.directUrl, readTest(join(folder, file))))
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    await database.drop()
  }
}

async function installPgtap(superuserUrl: string): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1 })
  await sql`create extension pgtap with schema extensions`
  await sql.end()
}

async function output(url: string, text: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const answers: unknown = await sql.unsafe(text)
    // Several statements return a list of row lists. One statement returns its rows.
    const rows = (answers as unknown[]).flat() as Record<string, unknown>[]
    return rows.flatMap((row) => Object.values(row)).flatMap((value) => String(value).split('\n'))
  } finally {
    await sql.end({ timeout: 1 })
  }
}
