import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { inject } from 'vitest'
import { migrate } from '../supabase/local/database/migrations.ts'
import type { TestDatabase } from './database.ts'
import { openBareDatabase, type BareDatabase } from './database-rules/bare-database.ts'
import { as, folder } from './supabase-cli/databases.ts'
import { CliLab, findProgram, run } from './supabase-cli/run.ts'

/** The major version of the test cluster. An older pg_dump refuses it. */
const SERVER = 17

/** A pg_dump that can dump the test cluster, on this PATH or where Debian puts its versions. Null when there is none. */
export function findDump(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = readdirIfThere(debian).map((name) => join(debian, name, 'bin/pg_dump'))
  const found = [findProgram('pg_dump'), ...versions].filter((path) => path !== null)
  return found.find((path) => majorOf(path) >= SERVER) ?? null
}

function majorOf(program: string): number {
  try {
    const text = execFileSync(program, ['--version'], { encoding: 'utf8' })
    return Number(/(\d+)\.\d+/.exec(text)?.[1])
  } catch {
    return 0
  }
}

const readdirIfThere = (path: string) => {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

/** Moves a project into a new one, as Supabase documents it. Triggers on `auth` do not come along. */
export async function moveProject(directUrl: string, dump: string | null): Promise<TestDatabase> {
  const from = new URL(inject('cluster').superuserUrl)
  from.pathname = new URL(directUrl).pathname
  const to = await openBareDatabase()
  await (dump === null ? copyProject(from.href, to) : dumpAndRestore(from.href, to, dump))
  return asTestDatabase(to)
}

const asTestDatabase = ({ url, superuserUrl, drop }: BareDatabase): TestDatabase => ({
  name: new URL(url).pathname.slice(1),
  url,
  directUrl: url,
  superuserUrl,
  drop,
})

/** Runs the scripts that `supabase db dump` runs in its container, and the schema and then the data into the new project. */
async function dumpAndRestore(from: string, to: BareDatabase, dump: string) {
  const lab = new CliLab()
  const PATH = [dirname(dump), process.env.PATH].join(delimiter)
  try {
    const dumped = async (args: string[]) => {
      const script = await lab.supabase(['db', 'dump', '--dry-run', ...args], from)
      const { code, stdout, stderr } = await run('bash', ['-c', script.stdout], { PATH })
      if (code !== 0) throw new Error(stderr)
      return stdout
    }
    const schema = await dumped([])
    const data = await dumped(['--data-only'])
    await as(to.superuserUrl, async (sql) => {
      await sql.unsafe(schema).simple()
      await sql.unsafe('reset all').simple()
      await sql.unsafe(data).simple()
    })
  } finally {
    lab.close()
  }
}

/** The same result where no pg_dump is new enough: schema and rows, and no trigger on `auth`. */
async function copyProject(from: string, to: BareDatabase) {
  await migrate(to.url, folder)
  await as(to.superuserUrl, (sql) =>
    as(from, async (old) => {
      const triggers = await sql<{ name: string; place: string }[]>`
        select name, place from private.attachments() where kind = 'trigger'`
      for (const { name, place } of triggers) await sql.unsafe(`drop trigger ${name} on ${place}`)
      await sql`set session_replication_role = replica`
      for (const { table, columns } of await tablesOf(old)) {
        await sql.unsafe(`delete from ${table}`)
        const target = await sql.unsafe(`copy ${table} (${columns}) from stdin`).writable()
        const source = await old.unsafe(`copy ${table} (${columns}) to stdout`).readable()
        await pipeline(source, target)
      }
      const counters = await old<{ name: string; value: string }[]>`
        select format('%I.%I', schemaname, sequencename) as name, last_value as value
        from pg_sequences where schemaname in ('public', 'private') and last_value is not null`
      for (const { name, value } of counters) await sql`select setval(${name}, ${value})`
    }),
  )
}

const tablesOf = (sql: Sql) => sql<{ table: string; columns: string }[]>`
  select c.oid::regclass::text as table, string_agg(quote_ident(attname), ', ' order by attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'auth'::regnamespace)
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by c.oid`
