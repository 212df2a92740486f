import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../supabase/local/database/migrations.ts'
import { openBareDatabase, type BareDatabase } from '../../testing/database-rules/bare-database.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { databaseStateOf, neededMigration } from './database-state.ts'

let relay: TestRelay
let bare: BareDatabase
const releases = mkdtempSync(join(tmpdir(), 'parley-releases-'))
beforeAll(async () => {
  relay = await openTestRelay()
  bare = await openBareDatabase()
})
afterAll(async () => {
  await relay.close()
  await bare.drop()
  rmSync(releases, { recursive: true })
})

const ask = async (path: string) => {
  const response = await fetch(`${relay.url}${path}`)
  return { status: response.status, body: (await response.json()) as unknown }
}
const turnTo = (migration: string) =>
  relay.sql`update private.installation set migration = ${migration}`

test('a migrated database is ready, and its migration is public', async () => {
  expect(await ask('/readyz')).toEqual({ status: 200, body: { status: 'ready' } })
  expect(await ask('/api/database')).toEqual({
    status: 200,
    body: { migration: neededMigration, needed: neededMigration, is_current: true },
  })
})

test('a database without the needed migration is not ready, and both answers name it', async () => {
  await turnTo('20261122090800')
  await eventually('it is not ready', async () => (await ask('/readyz')).status === 503)
  const { body } = await ask('/readyz')
  expect(body).toMatchObject({ error: { code: 'unavailable' } })
  expect(JSON.stringify(body)).toContain(`20261122090800; this version needs ${neededMigration}`)
  expect((await ask('/api/database')).body).toMatchObject({
    migration: '20261122090800',
    is_current: false,
  })
})

test('a database with newer migrations serves an older relay', async () => {
  await turnTo('29990101000000')
  await eventually('it is ready', async () => (await ask('/readyz')).status === 200)
  expect((await ask('/api/database')).body).toMatchObject({ is_current: true })
})

test('a database with no migration, with only unnamed ones, and with all', async () => {
  const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
  const sql = postgres(bare.url, { max: 1 })
  const unknown = { migration: null, needed: neededMigration, is_current: false }
  expect(await databaseStateOf(sql)).toEqual(unknown)

  const files = readdirSync(folder)
  const take = (chosen: string[]) => {
    for (const file of chosen) copyFileSync(join(folder, file), join(releases, file))
    return migrate(bare.url, releases)
  }
  await take(files.filter((file) => file < '20261123'))
  expect(await databaseStateOf(sql)).toEqual(unknown)
  await take(files)
  expect(await databaseStateOf(sql)).toMatchObject({ is_current: true })
  await sql.end()
})
