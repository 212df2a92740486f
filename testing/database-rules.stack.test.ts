import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantRules } from './database-rules/grant-rules.ts'
import { policyRules } from './database-rules/policy-rules.ts'
import { offendersAfterOffence, offendersOf, OWN_TABLES } from './database-rules/rule.ts'
import { shapeRules } from './database-rules/shape-rules.ts'
import { sourcesWithOffset, usesOffset } from './database-rules/offset.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

const rules = [...policyRules, ...grantRules, ...shapeRules]
const repository = fileURLToPath(new URL('..', import.meta.url))

let database: TestDatabase
/** The superuser commits the offences, because `postgres` may not commit some of them. */
let sql: Sql

beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
})

afterAll(async () => {
  await sql.end()
  await database.drop()
})

describe('the migrated database', () => {
  test.each(rules)('$name', async (rule) => {
    expect(await offendersOf(sql, rule)).toEqual([])
  })

  test('has no schemas of ours beside public and private', async () => {
    const schemas = await sql<{ nspname: string }[]>`
      select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in
        ('information_schema', 'auth', 'extensions', 'supabase_migrations') order by 1`
    expect(schemas.map(({ nspname }) => nspname)).toEqual(['private', 'public'])
  })

  test('exposes no function', async () => {
    const functions = await sql`
      select proname from pg_proc where pronamespace = 'public'::regnamespace`
    expect([...functions]).toEqual([])
  })
})

// A detector that reports nothing in a correct database may not work at all.
describe('a detector reports an offence against the rule that', () => {
  test.each(rules)('$name', async (rule) => {
    expect(await offendersAfterOffence(sql, rule)).toEqual(rule.reported)
  })
})

describe('pgTAP', () => {
  const folder = join(repository, 'supabase/tests')
  const missing = (tables: string[]) =>
    tables.filter((table) => !readdirSync(folder).includes(`${table.split('.')[1]}.sql`))

  test('has a file for every table, in which everybody tries every verb', async () => {
    const tables = await offendersOf(sql, { offenders: `select name from ${OWN_TABLES}` })
    expect(tables).toContain('public.messages')
    expect(missing(tables)).toEqual([])
    for (const table of tables) {
      const text = readFileSync(join(folder, `${table.split('.')[1]}.sql`), 'utf8')
      for (const verb of ['select', 'insert into', 'update', 'delete from', 'truncate']) {
        expect(text, table).toMatch(new RegExp(`${verb}\\b.*\\b${table}\\b`))
      }
      for (const who of ['impostor', 'nameless', 'anon', 'service_role', 'owner']) {
        expect(text, table).toContain(`'${who}'`)
      }
    }
  })

  test('a missing file is reported for a new table', () => {
    expect(missing(['public.profiles', 'public.offence'])).toEqual(['public.offence'])
  })
})

describe('the relay pages by keys', () => {
  test('no SQL of it skips rows', () => {
    expect(sourcesWithOffset(join(repository, 'server'))).toEqual([])
  })

  test.each([
    ['sql`select id from t order by id limit 10 offset ${skip}`', true],
    ['sql`select id from t\n OFFSET 20`', true],
    ['sql`select made.once from t offset 0`', false],
    ['sql`select id from t where id > ${last} limit 10`', false],
    ['const offset = 20', false],
    ['`from t` // an offset of nothing', false],
  ])('%j skips rows: %s', (source, expected) => expect(usesOffset(source)).toBe(expected))
})
