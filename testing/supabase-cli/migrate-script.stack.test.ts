import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../supabase/local/database/migrations.ts'
import { projectSnapshot } from '../database-rules/snapshot.ts'
import { openBareDatabase, type BareDatabase } from '../database-rules/bare-database.ts'
import { hasProgram } from '../required.ts'
import { as, BareDatabases, files, folder, ownSchema } from './databases.ts'
import { run } from './run.ts'

const databases = new BareDatabases()
const script = fileURLToPath(new URL('../../deploy/migrate.sh', import.meta.url))
const hasPsql = hasProgram('psql', 'deploy/migrate.sh applies the migrations')

/** The result of Parley's own way of applying the migrations. */
let expected: string[]

beforeAll(async () => {
  const reference = await databases.open()
  await migrate(reference.url, folder)
  expected = await ownSchema(reference)
})
afterAll(() => databases.drop())

const apply = ({ url }: BareDatabase) => run('sh', [script], { DATABASE_URL: url })
const historyOf = ({ url }: BareDatabase) =>
  as(
    url,
    (sql) => sql<{ file: string }[]>`
    select version || '_' || name || '.sql' as file from supabase_migrations.schema_migrations order by 1`,
  )
const everyFile = files.map((file) => ({ file }))

describe.skipIf(!hasPsql)('the script', () => {
  test('applies all, notes each, and changes nothing when it is run again', async () => {
    const database = await openBareDatabase(true)
    const first = await apply(database)
    expect(first.code, first.stderr).toBe(0)
    expect(await ownSchema(database)).toEqual(expected)
    expect([...(await historyOf(database))]).toEqual(everyFile)
    const before = await as(database.superuserUrl, projectSnapshot)
    expect(await apply(database)).toMatchObject({ code: 0, stdout: '' })
    expect(await as(database.superuserUrl, projectSnapshot)).toEqual(before)
    await database.drop()
  })

  test('goes on where it was broken off, and where psql has migrated by hand', async () => {
    const [brokenOff, byHand] = await Promise.all([databases.open(), databases.open()])
    const some = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
    for (const file of files.slice(0, 12)) copyFileSync(join(folder, file), join(some, file))
    await migrate(brokenOff.url, some)
    rmSync(some, { recursive: true })
    await as(byHand.url, async (sql) => {
      for (const file of files.slice(0, 60)) {
        await sql.unsafe(readFileSync(join(folder, file), 'utf8')).simple()
      }
    })
    for (const database of [brokenOff, byHand]) {
      const { code, stderr } = await apply(database)
      expect(code, stderr).toBe(0)
      expect(await ownSchema(database)).toEqual(expected)
      expect([...(await historyOf(database))]).toEqual(everyFile)
    }
  })

  test('stops at a file that fails, and applies nothing of it', async () => {
    const database = await databases.open()
    await as(database.superuserUrl, (sql) => sql.unsafe('create table public.posts (id int)'))
    const refused = await apply(database)
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain('the table public.posts is there')
    expect([...(await historyOf(database))]).toEqual([])
    await as(database.superuserUrl, (sql) => sql.unsafe('drop table public.posts'))
    expect((await apply(database)).code).toBe(0)
    expect(await ownSchema(database)).toEqual(expected)
  })

  test('lets one administrator work at a time', async () => {
    const database = await databases.open()
    await as(database.url, async (sql) => {
      await sql`select pg_advisory_lock(hashtextextended('parley migrations', 0))`
      const { code, stderr } = await apply(database)
      expect(code).not.toBe(0)
      expect(stderr).toContain('somebody else is applying the migrations')
    })
    expect((await apply(database)).code).toBe(0)
  })

  test('does not guess where nothing says what was applied', async () => {
    const database = await databases.open()
    await as(database.url, async (sql) => {
      for (const file of files.slice(0, 5)) {
        await sql.unsafe(readFileSync(join(folder, file), 'utf8')).simple()
      }
    })
    const { code, stderr } = await apply(database)
    expect(code).not.toBe(0)
    expect(stderr).toContain('nothing says which migrations were applied')
  })
})
