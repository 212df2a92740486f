import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, readMigrations } from '../supabase/local/database/migrations.ts'
import type { BareDatabase } from './database-rules/bare-database.ts'
import { as, BareDatabases, files, folder, ownSchema } from './supabase-cli/databases.ts'
import { hasProgram } from './required.ts'
import { CliLab } from './supabase-cli/run.ts'

const databases = new BareDatabases()

/** The result that every way of applying the migrations must have. */
let expected: string[]

beforeAll(async () => {
  const reference = await databases.open()
  await migrate(reference.url, folder)
  expected = await ownSchema(reference)
})

afterAll(() => databases.drop())

const hasCli = hasProgram('supabase', 'the migrations apply with the Supabase CLI')

describe.skipIf(!hasCli)('the Supabase CLI', () => {
  const lab = new CliLab()
  afterAll(() => lab.close())

  test('pushes every migration, once', async () => {
    const database = await databases.open()
    const first = await lab.supabase(['db', 'push', '--yes'], database.url)
    expect(first.code, first.stderr).toBe(0)
    for (const file of files) expect(first.stderr).toContain(`Applying migration ${file}`)
    expect(first.stderr).not.toContain('WARN')
    expect(await ownSchema(database)).toEqual(expected)

    const second = await lab.supabase(['db', 'push', '--yes'], database.url)
    expect(second.code, second.stderr).toBe(0)
    expect(second.stdout + second.stderr).toContain('up to date')
    expect(second.stderr).not.toContain('Applying')
  })

  test('pushes the preflight to a database from before it, with the option that the manual names', async () => {
    const database = await databases.open()
    const releases = mkdtempSync(join(tmpdir(), 'parley-releases-'))
    for (const file of files.filter((name) => !name.includes('preflight'))) {
      copyFileSync(join(folder, file), join(releases, file))
    }
    await migrate(database.url, releases)
    rmSync(releases, { recursive: true })
    const refused = await lab.supabase(['db', 'push', '--yes'], database.url)
    expect(refused.stderr).toContain('--include-all')
    const pushed = await lab.supabase(['db', 'push', '--include-all', '--yes'], database.url)
    expect(pushed.code, pushed.stderr).toBe(0)
    expect(pushed.stderr).toContain('Applying migration 20260101000000_preflight.sql')
    expect(await ownSchema(database)).toEqual(expected)
  })

  test('goes on where psql has migrated, once the history is repaired as the manual says', async () => {
    const database = await databases.open()
    await as(database.url, async (sql) => {
      for (const file of files) await sql.unsafe(readFileSync(join(folder, file), 'utf8')).simple()
    })
    const versions = readMigrations(folder).map(({ version }) => version)
    const repair = ['migration', 'repair', '--status', 'applied', ...versions]
    const repaired = await lab.supabase(repair, database.url)
    expect(repaired.code, repaired.stderr).toBe(0)
    const pushed = await lab.supabase(['db', 'push', '--yes'], database.url)
    expect(pushed.stdout + pushed.stderr).toContain('up to date')
    expect(await ownSchema(database)).toEqual(expected)
  })

  test('builds an index without a time limit, where the address removes the limit of the project', async () => {
    const database = await databases.open()
    const { pathname } = new URL(database.url)
    await as(database.superuserUrl, (sql) =>
      sql.unsafe(`alter database ${pathname.slice(1)} set statement_timeout = 1`),
    )
    const limited = await lab.supabase(['db', 'push', '--yes'], database.url)
    // The code of a canceled query. Rarely, PostgreSQL reports a timeout as a request of the user.
    expect(limited.stderr).toContain('SQLSTATE 57014')
    const lifted = await lab.supabase(
      ['db', 'push', '--yes'],
      `${database.url}?statement_timeout=0`,
    )
    expect(lifted.code, lifted.stderr).toBe(0)
  })

  test('and Parley see the same history', async () => {
    const database = await databases.open()
    const up = await lab.supabase(['migration', 'up', '--yes'], database.url)
    expect(up.code, up.stderr).toBe(0)
    expect(await migrate(database.url, folder)).toEqual([])
    const versions = await as(
      database.url,
      (sql) => sql`select version from supabase_migrations.schema_migrations order by version`,
    )
    expect(versions.map(({ version }) => version)).toEqual(
      readMigrations(folder).map(({ version }) => version),
    )
  })

  describe('advises', () => {
    let database: BareDatabase
    beforeAll(async () => {
      database = await databases.open()
      await migrate(database.url, folder)
    })
    const advise = async () => {
      const args = ['db', 'advisors', '--type', 'all', '--level', 'info', '--fail-on', 'warn']
      const { code, stdout, stderr } = await lab.supabase([...args, '-o', 'json'], database.url)
      const findings = (stdout.trim() === '' ? [] : JSON.parse(stdout)) as { name: string }[]
      return { code, stderr, names: [...new Set(findings.map(({ name }) => name))].sort() }
    }

    test('nothing, except that a new database has not used its indexes', async () => {
      const { code, stderr, names } = await advise()
      expect(code, stderr).toBe(0)
      expect(names).toEqual(['unused_index'])
    })

    test('against the faults of a careless migration', async () => {
      await as(database.superuserUrl, (sql) =>
        sql.unsafe(`
          create table public.offence (account uuid references auth.users (id));
          grant select on public.offence to anon;
          create table public.offence_slow (account uuid primary key);
          alter table public.offence_slow enable row level security;
          create policy slow on public.offence_slow for select to authenticated
            using (account = auth.uid());
          create function public.offends() returns int language sql as 'select 1';`),
      )
      const { code, names } = await advise()
      expect(code).not.toBe(0)
      for (const name of [
        'auth_rls_initplan',
        'function_search_path_mutable',
        'no_primary_key',
        'rls_disabled_in_public',
        'unindexed_foreign_keys',
      ]) {
        expect(names).toContain(name)
      }
    })
  })

  test('refuses a config.toml that is wrong, so it has read ours', async () => {
    const broken = new CliLab()
    const { url } = await databases.open()
    broken.write(
      'config.toml',
      'project_id = "parley"\n[api]\nauto_expose_new_tables = "perhaps"\n',
    )
    const { code, stderr } = await broken.supabase(['db', 'push', '--dry-run'], url)
    broken.close()
    expect(code).not.toBe(0)
    expect(stderr).toContain('auto_expose_new_tables')
  })
})
