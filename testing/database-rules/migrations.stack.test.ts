import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { afterAll, describe, expect, test } from 'vitest'
import { migrate } from '../../supabase/local/database/migrations.ts'
import { openBareDatabase, type BareDatabase } from './bare-database.ts'
import { snapshot } from './snapshot.ts'

const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
const files = readdirSync(folder).sort()
const OWN = ['public', 'private']
const SUPABASE = ['auth', 'storage', 'realtime', 'extensions', 'graphql', 'vault']

const opened: { database: BareDatabase; sql: Sql }[] = []
const folders: string[] = []

async function open(exposed = false) {
  const database = await openBareDatabase(exposed)
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  opened.push({ database, sql })
  return { ...database, sql }
}

afterAll(async () => {
  for (const { database, sql } of opened) {
    await sql.end()
    await database.drop()
  }
  for (const path of folders) rmSync(path, { recursive: true })
})

describe('applying the migrations', () => {
  test('twice from empty, and again, gives the same database', async () => {
    const [one, two] = await Promise.all([open(), open()])
    expect(await migrate(one.url, folder)).toHaveLength(files.length)
    expect(await migrate(two.url, folder)).toHaveLength(files.length)
    expect(await migrate(two.url, folder)).toEqual([])
    const schema = await snapshot(one.sql, OWN)
    expect(schema.length).toBeGreaterThan(150)
    expect(await snapshot(two.sql, OWN)).toEqual(schema)
  })

  test('release by release, with data in it, gives the same database as all at once', async () => {
    const [fresh, upgraded] = await Promise.all([open(), open()])
    await migrate(fresh.url, folder)
    const releases = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
    folders.push(releases)
    for (const [release, file] of files.entries()) {
      copyFileSync(join(folder, file), join(releases, file))
      await upgraded.sql`
        insert into auth.users (id, email) values (gen_random_uuid(), ${`p${release}@example.com`})`
      expect(await migrate(upgraded.url, releases)).toEqual([file.slice(0, -'.sql'.length)])
    }
    expect(await snapshot(upgraded.sql, OWN)).toEqual(await snapshot(fresh.sql, OWN))
    const [{ missing }] = (await upgraded.sql`
      select count(*)::int as missing from auth.users u
      where not exists (select from public.profiles p where p.id = u.id)`) as [{ missing: number }]
    expect(missing).toBe(0)
  })

  test('keeps the old search index while the new one is incomplete, and continues once it is built', async () => {
    const { url, sql } = await open()
    const first = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
    folders.push(first)
    const built = files.findIndex((file) => file.includes('search_index_built'))
    for (const file of files.slice(0, built)) copyFileSync(join(folder, file), join(first, file))
    await migrate(url, first)
    await sql`update pg_index set indisvalid = false where indexrelid = 'messages_terms_idx'::regclass`
    await expect(migrate(url, folder)).rejects.toThrow('was not built to its end')
    const [old] = await sql`select to_regclass('public.messages_search_idx') as there`
    expect(old).toEqual({ there: 'messages_search_idx' })
    await sql.unsafe('reindex index concurrently public.messages_terms_idx')
    expect(await migrate(url, folder)).toHaveLength(files.length - built)
  })

  test('keeps the index that is replaced while the new one is incomplete, and continues once it is built', async () => {
    const { url, sql } = await open()
    const first = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
    folders.push(first)
    const built = files.findIndex((file) => file.includes('reactions_account_index_built'))
    for (const file of files.slice(0, built)) copyFileSync(join(folder, file), join(first, file))
    await migrate(url, first)
    await sql`
      update pg_index set indisvalid = false
      where indexrelid = 'public.message_reactions_account_idx'::regclass`
    await expect(migrate(url, folder)).rejects.toThrow(
      'indexes were not built to their end: public.message_reactions_account_idx',
    )
    const [old] = await sql`select to_regclass('public.message_reactions_user_idx') as there`
    expect(old).toEqual({ there: 'message_reactions_user_idx' })
    await sql.unsafe('reindex index concurrently public.message_reactions_account_idx')
    expect(await migrate(url, folder)).toHaveLength(files.length - built)
  })

  test('ends at Supabase what had been ended in Parley before, and nothing else', async () => {
    const { url, sql } = await open()
    const before = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
    folders.push(before)
    const next = files.findIndex((file) => file.includes('session_end_ends_sign_in'))
    for (const file of files.slice(0, next)) copyFileSync(join(folder, file), join(before, file))
    await migrate(url, before)
    await sql`insert into auth.users (id, email) values (md5('ada')::uuid, 'ada@example.com')`
    const reasons = ['ended_by_owner', 'replaced', 'expired', 'alive', 'nameless']
    await sql`
      insert into auth.sessions (id, user_id)
      select md5(reason)::uuid, md5('ada')::uuid from unnest(${reasons}::text[]) reason`
    await sql`
      insert into public.user_sessions
        (id, user_id, expires_at, renewed_until, supabase_session_id, revoked_at, revoke_reason)
      select reason, md5('ada')::uuid, now(), now(), md5(reason)::uuid,
        case when reason <> 'alive' then now() end,
        case when reason not in ('alive', 'nameless') then reason end
      from unnest(${reasons}::text[]) reason`
    await migrate(url, folder)
    const left = await sql<{ id: string }[]>`
      select u.id from auth.sessions s join public.user_sessions u on u.supabase_session_id = s.id
      order by 1`
    expect(left.map(({ id }) => id)).toEqual(['alive', 'expired', 'replaced'])
  })

  test('takes names away that were made of an address, unless the person has changed their profile', async () => {
    const { url, sql } = await open()
    const before = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
    folders.push(before)
    const next = files.findIndex((file) => file.includes('neutral_names'))
    for (const file of files.slice(0, next)) copyFileSync(join(folder, file), join(before, file))
    await migrate(url, before)
    await sql`
      insert into auth.users (id, email, raw_user_meta_data)
      select md5(name)::uuid, address, metadata
      from (values
        ('nameless', 'max.m@example.com', null::jsonb), ('taken', 'max.m@example.org', '{}'),
        ('named', 'zoe@example.com', '{"display_name": "Zoë  Q"}'),
        ('provider', 'cleo@example.com', '{"full_name": "cleo@example.com"}'),
        ('chosen', 'dora@example.com', '{"username": "dora", "display_name": "dora"}'),
        ('changed', 'eve@example.com', '{}')
      ) t (name, address, metadata)`
    await sql`update public.profiles set avatar_url = 'https://x.example/' where id = md5('changed')::uuid`
    const names = async () => {
      const rows = await sql<{ name: string; names: string }[]>`
        select name, username || ', ' || display_name as names from unnest(
          array['nameless', 'taken', 'named', 'provider', 'chosen', 'changed']) name
        join public.profiles on id = md5(name)::uuid`
      return Object.fromEntries(rows.map(({ name, names }) => [name, names]))
    }
    expect(await names()).toMatchObject({ nameless: 'max.m, max.m', changed: 'eve, eve' })
    await migrate(url, folder)
    const neutral = /^person-[0-9a-f]{12}, Person [0-9a-f]{8}$/
    expect(await names()).toEqual({
      nameless: expect.stringMatching(neutral),
      taken: expect.stringMatching(neutral),
      named: expect.stringMatching(/^zo-q-[0-9a-f]{8}, Zoë Q$/),
      provider: expect.stringMatching(neutral),
      chosen: 'dora, dora',
      changed: 'eve, eve',
    })
  })

  test('to a project that exposes new tables by default gives the same grants', async () => {
    const [closed, exposed] = await Promise.all([open(), open(true)])
    await migrate(closed.url, folder)
    await migrate(exposed.url, folder)
    expect(await snapshot(exposed.sql, OWN)).toEqual(await snapshot(closed.sql, OWN))
  })
})

describe("Supabase's own schemas", () => {
  test('get triggers and foreign keys from us, and nothing else', async () => {
    const { url, sql } = await open()
    const before = await snapshot(sql, SUPABASE)
    await migrate(url, folder)
    const added = (await snapshot(sql, SUPABASE)).filter((line) => !before.includes(line))
    expect(before.length).toBeGreaterThan(100)
    expect(added.filter((line) => !isExtension(line))).toEqual([
      'trigger auth: CREATE TRIGGER parley_account_closed AFTER UPDATE ON auth.users FOR EACH ROW' +
        ' EXECUTE FUNCTION private.tell_account_closed()',
      'trigger auth: CREATE TRIGGER parley_account_created AFTER INSERT ON auth.users FOR EACH ROW' +
        ' EXECUTE FUNCTION private.on_account_created()',
      'trigger auth: CREATE TRIGGER parley_account_deleted BEFORE DELETE ON auth.users FOR EACH ROW' +
        ' EXECUTE FUNCTION private.number_departure()',
      'trigger auth: CREATE TRIGGER parley_sign_in_ended AFTER DELETE ON auth.sessions FOR EACH ROW' +
        ' EXECUTE FUNCTION private.tell_sign_in_ended()',
    ])
    const after = await snapshot(sql, SUPABASE)
    expect(before.filter((line) => !after.includes(line))).toEqual([])
  })

  test('are checked for anything else', async () => {
    const { sql } = await open()
    const before = await snapshot(sql, SUPABASE)
    await sql.unsafe(`
      create function auth.offends() returns int language sql as 'select 1';
      create table auth.offence (id uuid primary key);
      grant select on auth.users to anon;
      alter table auth.sessions enable row level security;`)
    const added = (await snapshot(sql, SUPABASE)).filter((line) => !before.includes(line))
    for (const offence of [
      'function auth.auth.offends',
      'relation auth.offence',
      'auth.users',
      'auth.sessions',
    ]) {
      expect(added.join('\n')).toContain(offence)
    }
  })
})

/** pg_trgm, where Supabase wants extensions to be. */
const isExtension = (line: string) => line.startsWith('function extensions.')
