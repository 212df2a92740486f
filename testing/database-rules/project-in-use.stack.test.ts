import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { afterAll, describe, expect, test } from 'vitest'
import { migrate } from '../../supabase/local/database/migrations.ts'
import { eventually } from '../eventually.ts'
import { openBareDatabase, type BareDatabase } from './bare-database.ts'
import { projectSnapshot, snapshot } from './snapshot.ts'

const folder = fileURLToPath(new URL('../../supabase/migrations', import.meta.url))
const files = readdirSync(folder).sort()
const [preflight] = files as [string]

const opened: { database: BareDatabase; sql: Sql; owner: Sql }[] = []
const folders: string[] = []

/** A project with tables, privileges, a publication and accounts of its own. */
async function open(more = '') {
  const database = await openBareDatabase(true)
  const sql = postgres(database.superuserUrl, { max: 3, onnotice: () => {} })
  const owner = postgres(database.url, { max: 1, onnotice: () => {} })
  opened.push({ database, sql, owner })
  await owner.unsafe(`
    create schema shop;
    create table shop.orders (id bigint generated always as identity primary key, note text);
    create table public.articles (id bigint generated always as identity primary key, title text);
    create function public.price() returns int language sql as 'select 1';
    create function shop.stock() returns int language sql as 'select 1';
    grant usage on schema shop to authenticated;
    grant select on shop.orders to anon;
    alter default privileges in schema shop grant select on tables to authenticated;
    create policy everybody on public.articles for select to anon using (true);
    create publication supabase_realtime for table public.articles;
    ${more}`)
  await sql.unsafe(`
    create extension citext with schema public;
    alter default privileges for role supabase_admin in schema public grant all on tables to anon;
    insert into auth.users (id, email) select gen_random_uuid(), n || '@example.com' from generate_series(1, 50) n`)
  return { ...database, sql, owner }
}

function foldersWith(chosen: string[]): string {
  const path = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
  folders.push(path)
  for (const file of chosen) copyFileSync(join(folder, file), join(path, file))
  return path
}

afterAll(async () => {
  for (const { database, sql, owner } of opened) {
    await owner.end()
    await sql.end()
    await database.drop()
  }
  for (const path of folders) rmSync(path, { recursive: true })
})

const defaults = (sql: Sql) => sql<{ line: string }[]>`
  select format('%s %s %s %s %s', defaclrole::regrole, defaclnamespace, defaclobjtype, grantee, privilege_type) as line
  from pg_default_acl, aclexplode(defaclacl) order by 1`

describe('installing into a project in use', () => {
  test.each([
    ['as Supabase makes it', ''],
    [
      'that has closed its functions and opened its tables in its own way',
      `alter default privileges revoke execute on functions from public;
       alter default privileges in schema public revoke all on sequences from anon;
       alter default privileges in schema public revoke insert, delete on tables from authenticated;`,
    ],
  ])('%s changes nothing outside Parley', async (_, more) => {
    const { url, sql, owner } = await open(more)
    const before = await projectSnapshot(sql)
    const privileges = await defaults(sql)
    expect(before.length).toBeGreaterThan(200)
    await migrate(url, folder)
    const after = await projectSnapshot(sql)
    expect(await defaults(sql)).toEqual(privileges)
    expect(before.filter((line) => !after.includes(line))).toEqual([])
    const added = after.filter((line) => !before.includes(line))
    expect(added.map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'extension btree_gin in extensions',
      'extension pg_trgm in extensions',
      'extension unaccent in extensions',
      'trigger auth: CREATE TRIGGER',
      'trigger auth: CREATE TRIGGER',
      'trigger auth: CREATE TRIGGER',
      'trigger auth: CREATE TRIGGER',
    ])
    // What the project makes later is as open, or as closed, as it was before.
    await owner.unsafe(
      'create table public.later (id int); create function public.later() returns int language sql as $$select 1$$',
    )
    const [later] = await sql`
      select has_table_privilege('anon', 'public.later', 'select') as table,
        has_function_privilege('anon', 'public.later()', 'execute') as function`
    expect(later).toEqual({ table: true, function: true })
  })

  test('is refused with every clash in one message, and nothing is changed', async () => {
    const { url, sql, owner } = await open(`
      create table public.messages (id int);
      create table public.notes (id int);
      create index messages_place_idx on public.notes (id);
      create type public.profiles as enum ('a');
      create schema private;
      create extension unaccent with schema public;
      create function public.hook() returns trigger language plpgsql as 'begin return new; end';`)
    await sql.unsafe(`
      create trigger parley_account_created after insert on auth.users
      for each row execute function public.hook()`)
    const all = ['public', 'private', 'auth', 'extensions', 'shop']
    const before = [...(await snapshot(sql, all)), ...(await projectSnapshot(sql))]
    const refusal = await migrate(url, folder).then(
      () => '',
      (error: unknown) => String(error),
    )
    expect(refusal.split('\n- ').slice(1)).toEqual([
      'the index public.messages_place_idx is there',
      'the table public.messages is there',
      'the type public.profiles is there',
      'the schema private is there; Parley needs this name for itself',
      'the trigger parley_account_created is on auth.users',
      'the extension unaccent is in the schema public, and not in extensions',
    ])
    expect([...(await snapshot(sql, all)), ...(await projectSnapshot(sql))]).toEqual(before)
    expect(await owner`select from supabase_migrations.schema_migrations`).toHaveLength(0)
  })

  test('is refused while a transaction holds auth.users', async () => {
    const { url, sql } = await open()
    await sql.begin(async (other) => {
      await other`update auth.users set email = email`
      // Five seconds of waiting in a test are replaced by a preflight that is less patient.
      const impatient = foldersWith([])
      const text = readFileSync(join(folder, preflight), 'utf8')
      writeFileSync(
        join(impatient, preflight),
        text.replace("interval '5 seconds'", "interval '0'"),
      )
      await expect(migrate(url, impatient)).rejects.toThrow(
        'a transaction has been changing auth.users',
      )
    })
    expect(await migrate(url, foldersWith([preflight]))).toHaveLength(1)
  })

  test('every name of Parley in public is known to the preflight', async () => {
    const { url, sql } = await open()
    await migrate(url, folder)
    const names = await sql<{ relname: string }[]>`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'c'
        and relname !~ '^(articles|later|price)'`
    // A later release brings a preflight of its own for the names that it adds.
    const text = files
      .filter((file) => file.includes('preflight'))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n')
    const unknown = names
      .map(({ relname }) => relname)
      .filter((name) => !text.includes(`'${name}'`))
    expect(unknown).toEqual([])
  })
})

describe('a database that was installed before there was a preflight', () => {
  test('keeps its default privileges, and gets the preflight as a file that does nothing', async () => {
    const { url, sql } = await open()
    const restored = files.findIndex((file) => file.includes('default_privileges_restored'))
    await migrate(url, foldersWith(files.slice(1, restored)))
    const closed = await defaults(sql)
    const before = await snapshot(sql, ['public', 'private'])
    expect(await migrate(url, foldersWith(files.slice(0, restored + 1)))).toEqual([
      preflight.slice(0, -'.sql'.length),
      files[restored]!.slice(0, -'.sql'.length),
    ])
    expect(await defaults(sql)).toEqual(closed)
    expect(await snapshot(sql, ['public', 'private'])).toEqual(before)
    await migrate(url, folder)
    const fresh = await open()
    await migrate(fresh.url, folder)
    expect(await snapshot(sql, ['public', 'private'])).toEqual(
      await snapshot(fresh.sql, ['public', 'private']),
    )
  })
})

describe('sign-ins go on while auth.users is locked for a change', () => {
  /**
   * `change` runs while one sign-up hangs. Others go on: each waits less than a second.
   * @returns whether the change had to wait for the sign-up that hangs
   */
  async function signUpDuring(sql: Sql, change: () => Promise<unknown>): Promise<boolean> {
    const signUp = (by: Pick<Sql, 'unsafe'>) =>
      by.unsafe(`insert into auth.users (id, email) select id, id || '@example.com'
        from gen_random_uuid() id`)
    const hanging = await sql.reserve()
    const [{ pid }] = await hanging<[{ pid: number }]>`select pg_backend_pid() as pid`
    await hanging`begin`
    await hanging`lock table auth.sessions in row exclusive mode`
    await signUp(hanging)
    let isWaiting = false
    let outcome: { error?: unknown } | undefined
    const changing = change().then(
      () => (outcome = {}),
      (error: unknown) => (outcome = { error }),
    )
    try {
      await eventually('the change waits for the sign-up or ends', async () => {
        // An index that is built concurrently also waits for this very query, which is no sign-up.
        const waiting = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'
            and ${pid} = any(pg_blocking_pids(pid))`
        isWaiting ||= waiting.length > 0
        return isWaiting || outcome !== undefined
      })
      for (let times = 0; times < (isWaiting ? 3 : 0); times += 1) {
        await sql.begin(async (tx) => {
          await tx`set local lock_timeout = '1s'`
          await signUp(tx)
        })
      }
    } finally {
      await hanging`commit`
      hanging.release()
      await changing
    }
    if (outcome?.error) throw outcome.error
    return isWaiting
  }

  test('because the profiles of all accounts are made where nothing is locked', async () => {
    const { url, sql } = await open()
    const profiles = async () => (await sql`select from public.profiles`).length
    const at = files.findIndex((file) => file.includes('profiles_of_accounts'))
    await migrate(url, foldersWith(files.slice(0, at)))
    expect(await profiles()).toBe(0)
    await migrate(url, folder)
    expect(await profiles()).toBe(50)
    await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'late@example.com')`
    expect(await profiles()).toBe(51)
  })

  test('by every migration', async () => {
    const { url, sql } = await open()
    const waited: string[] = []
    // Without the preflight a sign-up makes a profile from the first file on, so it holds more.
    for (const file of files.slice(1)) {
      if (await signUpDuring(sql, () => migrate(url, foldersWith([file])))) waited.push(file)
    }
    expect(waited.map((file) => file.slice(15, -'.sql'.length))).toEqual([
      'profiles',
      'user_sessions',
      'conversation_participants',
      'messages',
      'message_reactions',
      'blocks',
      'profiles_changed_at',
      // This waits for transactions to end, not in line for a table.
      'profiles_changed_index',
      'account_departure',
      'sign_in_stands',
      'sign_in_end_is_told',
      'accounts_referenced',
      'accounts_let_go',
      'aliases',
      'posts',
      'pictures',
      'names_rule',
      // This waits for transactions to end too.
      'names_index',
      'invitations',
      // This waits for them, too.
      'names_reindexed',
    ])
    const left = await sql`select from pg_constraint where confrelid = 'auth.users'::regclass
      and conrelid = 'public.messages'::regclass`
    expect(left).toHaveLength(0)
  })

  test('by a migration that gives up in the end, with the reason, and has changed nothing', async () => {
    const { url, sql } = await open()
    const at = files.findIndex((file) => file.endsWith('_user_sessions.sql'))
    await migrate(url, foldersWith(files.slice(0, at)))
    const before = await snapshot(sql, ['public', 'private', 'auth'])
    // Two minutes of waiting in a test are replaced by one try.
    const impatient = foldersWith([])
    const text = readFileSync(join(folder, files[at]!), 'utf8')
    writeFileSync(join(impatient, files[at]!), text.replaceAll('600', '1'))
    await sql.begin(async (other) => {
      await other`update auth.users set email = email`
      await expect(migrate(url, impatient)).rejects.toThrow(
        'other transactions have locked auth.users for two minutes',
      )
    })
    expect(await snapshot(sql, ['public', 'private', 'auth'])).toEqual(before)
    expect(await migrate(url, folder)).toHaveLength(files.length - at)
  })

  test('by restoring the triggers', async () => {
    const { url, sql } = await open()
    await migrate(url, folder)
    await sql`drop trigger parley_account_created on auth.users`
    const owner = opened.at(-1)!.owner
    const restoring = () => owner`select private.attach_to_auth()`.execute()
    expect(await signUpDuring(sql, restoring)).toBe(true)
    expect(await owner`select private.missing_attachments()`).toHaveLength(0)
  })
})
