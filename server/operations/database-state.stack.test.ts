import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate } from '../../supabase/local/database/migrations.ts'
import { openBareDatabase, type BareDatabase } from '../../testing/database-rules/bare-database.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { silent } from '../../testing/silence.ts'
import { openDatabase } from '../database/client.ts'
import { databaseStateOf, neededMigration, tellMissingTriggers } from './database-state.ts'

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
/** The relay asks its database once a second at most. Asking until then would use up the limit of monitoring. */
let skipped = 0
const now = performance.now.bind(performance)
vi.spyOn(performance, 'now').mockImplementation(() => now() + skipped)
const askASecondLater = () => {
  skipped += 1_001
  return ask('/readyz')
}
const turnTo = (migration: string) =>
  relay.sql`update private.installation set migration = ${migration}`

test('a migrated database is ready, and its migration is public', async () => {
  expect(await ask('/readyz')).toEqual({ status: 200, body: { status: 'ready' } })
  expect(await ask('/api/database')).toEqual({
    status: 200,
    body: {
      migration: neededMigration,
      needed: neededMigration,
      is_current: true,
      missing_triggers: [],
    },
  })
})

test('a database without the needed migration is not ready, and both answers name it', async () => {
  await turnTo('20261122090800')
  const { status, body } = await askASecondLater()
  expect(status).toBe(503)
  expect(body).toMatchObject({ error: { code: 'unavailable' } })
  expect(JSON.stringify(body)).toContain(`20261122090800; this version needs ${neededMigration}`)
  expect((await ask('/api/database')).body).toMatchObject({
    migration: '20261122090800',
    is_current: false,
  })
})

test('a database with newer migrations serves an older relay', async () => {
  await turnTo('29990101000000')
  expect((await askASecondLater()).status).toBe(200)
  expect((await ask('/api/database')).body).toMatchObject({ is_current: true })
})

test('an index that was not built to its end makes the relay unready, and one that is being built does not', async () => {
  await turnTo(neededMigration)
  const mark = (valid: boolean) => relay.sql`
    update pg_index set indisvalid = ${valid} where indexrelid = 'public.messages_change_idx'::regclass`
  expect((await askASecondLater()).status).toBe(200)
  await mark(false)
  const { status, body } = await askASecondLater()
  expect(status).toBe(503)
  expect(JSON.stringify(body)).toContain('not built to their end: public.messages_change_idx.')
  await mark(true)
  expect((await askASecondLater()).status).toBe(200)

  // Another transaction holds the table, so that a new index of it cannot be finished.
  await relay.sql.begin(async (other) => {
    await other`lock table public.blocks in row exclusive mode`
    const building = relay.sql`create index concurrently blocks_slow_idx on public.blocks (created_at)`
    building.catch(() => undefined)
    await eventually('it is being built', async () => {
      return (await other`select from pg_index where not indisvalid`).length > 0
    })
    expect(await other`select private.unbuilt_indexes()`).toHaveLength(0)
  })
  // Tables of the project itself are nobody's business.
  await relay.sql`create table public.notes (id int)`
  await relay.sql`create index notes_idx on public.notes (id)`
  await relay.sql`update pg_index set indisvalid = false where indexrelid = 'public.notes_idx'::regclass`
  expect(await relay.sql`select private.unbuilt_indexes()`).toHaveLength(0)
})

describe('a database whose project was moved without the triggers on Supabase’s tables', () => {
  const names = [
    'parley_account_closed',
    'parley_account_created',
    'parley_account_deleted',
    'parley_sign_in_ended',
  ]

  test('says which are missing, and the log of the relay does', async () => {
    for (const name of names) {
      const table = name === 'parley_sign_in_ended' ? 'sessions' : 'users'
      await relay.sql.unsafe(`drop trigger ${name} on auth.${table}`)
    }
    expect((await ask('/api/database')).body).toMatchObject({
      is_current: true,
      missing_triggers: names,
    })
    const logged = vi.fn()
    await tellMissingTriggers(relay.sql, { ...silent, error: logged } as never)
    expect(logged).toHaveBeenCalledExactlyOnceWith(
      { missing: names },
      expect.stringContaining('private.restore_auth_triggers()'),
    )
  })

  test('has them again, and a profile for everybody, with the one statement of the manual', async () => {
    const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    expect(manual).toContain('select private.restore_auth_triggers();')
    const id = randomUUID()
    await relay.sql`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
    const sql = openDatabase(relay.env.DATABASE_URL!, silent)
    const restored = await sql`select * from private.restore_auth_triggers() as restored (name)`
    expect(restored.map(({ name }) => name as string).toSorted()).toEqual(names)
    expect(await sql`select private.restore_auth_triggers()`).toHaveLength(0)
    expect(await sql`select from public.profiles where id = ${id}`).toHaveLength(1)
    await sql.end()
    expect((await ask('/api/database')).body).toMatchObject({ missing_triggers: [] })
  })

  test('deletes what is left of accounts that were deleted meanwhile', async () => {
    const person = await relay.person()
    await relay.sql`alter table auth.users disable trigger parley_account_deleted`
    await relay.sql`delete from auth.users where id = ${person.id}`
    const deleted = () => relay.sql`
      select from private.accounts where id = ${person.id} and deleted_at is not null`
    expect(await deleted()).toHaveLength(0)
    await relay.sql`select private.restore_auth_triggers()`
    expect(await deleted()).toHaveLength(1)
  })

  test('says so as well of one that is only switched off', async () => {
    await relay.sql`alter table auth.users disable trigger parley_account_deleted`
    expect((await ask('/api/database')).body).toMatchObject({
      missing_triggers: ['parley_account_deleted'],
    })
    await relay.sql`select private.restore_auth_triggers()`
    expect((await ask('/api/database')).body).toMatchObject({ missing_triggers: [] })
  })
})

test('with no migration, with those from before they were named, and with all', async () => {
  const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
  const sql = postgres(bare.url, { max: 1 })
  const unknown = {
    migration: null,
    needed: neededMigration,
    is_current: false,
    missing_triggers: [],
  }
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
