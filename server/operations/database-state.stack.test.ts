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
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/client.ts'
import { databaseStateOf, neededMigration } from './database-state.ts'
import { createInstallation } from './installation.ts'

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
      missing_attachments: [],
      reindexed: null,
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
  let building: Promise<unknown> | undefined
  await relay.sql.begin(async (other) => {
    await other`lock table public.blocks in row exclusive mode`
    building =
      relay.sql`create index concurrently blocks_slow_idx on public.blocks (created_at)`.execute()
    await eventually('it is being built', async () => {
      return (await other`select from pg_index where not indisvalid`).length > 0
    })
    expect(await other`select private.unbuilt_indexes()`).toHaveLength(0)
  })
  await building
  // Parley does not check the tables that the project itself has made.
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
      missing_attachments: names,
    })
    const logged = vi.fn()
    const installation = createInstallation({
      config: readConfig(relay.env),
      sql: relay.sql as never,
      nodes: { isHearing: true },
      log: { ...silent, error: logged } as never,
    })
    installation.watch()
    await eventually('it is in the log', () => logged.mock.calls.length > 0)
    installation.close()
    expect(logged).toHaveBeenCalledExactlyOnceWith(
      { problem: 'database' },
      expect.stringContaining('select private.attach_to_auth()'),
    )
  })

  test('is not ready, and both answers for operators name the statement that mends it', async () => {
    const mend = `${names.join(', ')}. Put it back as postgres: select private.attach_to_auth();`
    const { status, body } = await askASecondLater()
    expect(status).toBe(503)
    expect(JSON.stringify(body)).toContain(mend)
    const { problems } = (await ask('/api/installation')).body as { problems: unknown[] }
    expect(problems).toMatchObject([{ code: 'database', message: expect.stringContaining(mend) }])
  })

  test('has them again, and a profile for everybody, with the one statement of the manual', async () => {
    const manual = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    expect(manual).toContain('select private.attach_to_auth();')
    const id = randomUUID()
    await relay.sql`insert into auth.users (id, email) values (${id}, ${`${id}@example.com`})`
    const sql = openDatabase(relay.env.DATABASE_URL!, silent)
    const restored = await sql`select * from private.attach_to_auth() as restored (name)`
    expect(restored.map(({ name }) => name as string).toSorted()).toEqual(names)
    expect(await sql`select private.attach_to_auth()`).toHaveLength(0)
    expect(await sql`select from public.profiles where id = ${id}`).toHaveLength(1)
    await sql.end()
    expect((await ask('/api/database')).body).toMatchObject({ missing_attachments: [] })
  })

  test('is ready again', async () => {
    expect((await askASecondLater()).status).toBe(200)
  })

  test('deletes what is left of accounts that were deleted meanwhile', async () => {
    const person = await relay.person()
    await relay.sql`alter table auth.users disable trigger parley_account_deleted`
    await relay.sql`delete from auth.users where id = ${person.id}`
    const deleted = () => relay.sql`
      select from private.accounts where id = ${person.id} and deleted_at is not null`
    expect(await deleted()).toHaveLength(0)
    await relay.sql`select private.attach_to_auth()`
    expect(await deleted()).toHaveLength(1)
    const noted = await relay.sql`
      select from public.audit_log where action = 'account_deleted' and subject_id = ${person.id}`
    expect(noted).toHaveLength(1)
  })

  test('knows an object of another kind under the same name, and a foreign key that is gone', async () => {
    await relay.sql.unsafe(`
      create or replace trigger parley_sign_in_ended after insert on auth.sessions
        for each row execute function private.tell_sign_in_ended();
      alter table public.profiles drop constraint profiles_id_fkey;
      alter table public.blocks drop constraint blocks_blocked_id_fkey`)
    const missing = ['blocks_blocked_id_fkey', 'parley_sign_in_ended', 'profiles_id_fkey']
    expect((await ask('/api/database')).body).toMatchObject({ missing_attachments: missing })
    const [ada, ben, cleo] = [await relay.person(), await relay.person(), await relay.person()]
    await relay.sql`
      insert into public.blocks (blocker_id, blocked_id) values (${ada.id}, ${ben.id}), (${ada.id}, ${cleo.id})`
    await relay.sql`delete from auth.users where id = ${ben.id}`
    const left = () => relay.sql`
      select id from public.profiles where id = ${ben.id} union all
      select blocked_id from public.blocks where blocker_id = ${ada.id}`
    expect(await left()).toHaveLength(3)
    await relay.sql`select private.attach_to_auth()`
    expect((await ask('/api/database')).body).toMatchObject({ missing_attachments: [] })
    expect(await left()).toEqual([{ id: cleo.id }])
  })

  test('ends the sessions of accounts that were banned meanwhile, with a line in the audit log', async () => {
    const person = await relay.person()
    await relay.sql`alter table auth.users disable trigger parley_account_closed`
    await relay.sql`
      update auth.users set banned_until = now() + interval '1 day' where id = ${person.id}`
    await relay.sql`select private.attach_to_auth()`
    const noted = () => relay.sql`
      select action from public.audit_log
      where reason = 'sign_in_ended' and subject_id = ${person.id}`
    await eventually('the session has ended', async () => (await noted()).length > 0)
    expect(await noted()).toEqual([{ action: 'session_ended' }])
  })

  test('says so as well of one that is only switched off', async () => {
    await relay.sql`alter table auth.users disable trigger parley_account_deleted`
    expect((await ask('/api/database')).body).toMatchObject({
      missing_attachments: ['parley_account_deleted'],
    })
    await relay.sql`select private.attach_to_auth()`
    expect((await ask('/api/database')).body).toMatchObject({ missing_attachments: [] })
  })
})

test('the state without migrations, with those that had no names yet, and with all of them', async () => {
  const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
  const sql = postgres(bare.url, { max: 1 })
  const unknown = {
    migration: null,
    needed: neededMigration,
    is_current: false,
    missing_attachments: [],
    reindexed: null,
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
