import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { faultsOf } from './migration-faults.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(repository, 'supabase/migrations')
const files = readdirSync(folder).sort()

const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const statementsOf = (file: string) => read(file).replace(/--[^\n]*/g, '')

test.each(files)('%s has no fault', (file) => {
  expect(faultsOf(file, readFileSync(join(folder, file), 'utf8'))).toEqual([])
})

test('no two files have one version', () => {
  expect(new Set(files.map((file) => file.slice(0, 14))).size).toBe(files.length)
})

test('the migration after each index that is built concurrently asks whether it was built', () => {
  const unasked = files.filter((file, place) => {
    if (!/^create index concurrently/m.test(read(file))) return false
    const next = files
      .slice(place + 1)
      .find((later) => !/\bconcurrently\b/.test(statementsOf(later)))
    return file > '20261126132' && !read(next ?? file).includes('require_built_indexes()')
  })
  expect(unasked).toEqual([])
})

describe('a fault is seen', () => {
  const name = '20260101000000_a.sql'
  const timeout = "set lock_timeout = '5s';\n"

  test.each([
    ['1_short.sql', timeout, 'is not named'],
    ['20260101000000_Big.sql', timeout, 'is not named'],
    [name, 'select 1;', 'for ever'],
    [name, timeout + '\n'.repeat(200), 'more than 150 lines'],
    [name, 'create index concurrently a on b (c);\nselect 1;', 'CONCURRENTLY'],
    [name, `${timeout}create table public.a (id int);`, 'creates public.a without row level'],
    [name, `${timeout}create table public.a (id int);`, 'creates public.a with grants'],
    [name, `${timeout}create function private.a() returns int`, 'creates private.a without taking'],
    [name, `${timeout}create table public.a (id uuid references auth.users (id));`, '100 ms'],
    [
      name,
      `${timeout}create trigger a after insert on auth.users\n  for each row execute`,
      '100 ms',
    ],
    [name, `${timeout}do $$\nbegin\n  lock table auth.users;\nend;\n$$;`, '100 ms'],
    [name, `${timeout}select private.restore_auth_triggers();`, '100 ms'],
    ['20270101000000_a.sql', timeout, "installation set migration = '20270101000000'"],
  ])('in %s', (file, text, fault) => {
    expect(faultsOf(file, text).join('\n')).toContain(fault)
  })

  test('an index in a file of its own has none', () => {
    const text = '-- Large by now.\ncreate index concurrently if not exists a on public.b (c);\n'
    expect(faultsOf(name, text)).toEqual([])
  })
})

describe('squawk', () => {
  const squawk = (paths: string[], input?: string) =>
    spawnSync(join(repository, 'node_modules/.bin/squawk'), ['--assume-in-transaction', ...paths], {
      encoding: 'utf8',
      input,
    })

  test('finds nothing', () => {
    const run = squawk(files.map((file) => join(folder, file)))
    expect(run.status, run.stdout + run.stderr).toBe(0)
  })

  test('would find something', () => {
    const run = squawk([], 'alter table public.messages add column extra int not null;')
    expect(run.status).not.toBe(0)
    expect(run.stdout).toContain('adding-required-field')
  })
})
