import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../supabase/local/database/migrations.ts'
import { as, BareDatabases, files, folder, ownSchema } from './databases.ts'
import { hasProgram } from '../required.ts'
import { findProgram, run } from './run.ts'

const databases = new BareDatabases()

/** The result of Parley's own way of applying the migrations. */
let expected: string[]

beforeAll(async () => {
  const reference = await databases.open()
  await migrate(reference.url, folder)
  expected = await ownSchema(reference)
})

afterAll(() => databases.drop())

describe('without any tool of Supabase', () => {
  test('the files apply as they are, statement by statement', async () => {
    const database = await databases.open()
    await as(database.url, async (sql) => {
      for (const file of files) await sql.unsafe(readFileSync(join(folder, file), 'utf8')).simple()
    })
    expect(await ownSchema(database)).toEqual(expected)
  })

  const hasPsql = hasProgram('psql', 'the migrations apply with psql')

  test.skipIf(!hasPsql)('psql applies them', async () => {
    const database = await databases.open()
    const args = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1']
    for (const file of files) {
      const { code, stderr } = await run(findProgram('psql')!, [
        ...args,
        `--file=${join(folder, file)}`,
        database.url,
      ])
      expect(code, stderr).toBe(0)
    }
    expect(await ownSchema(database)).toEqual(expected)
  })
})
