import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import postgres from 'postgres'
import { openTestDatabase } from '../../testing/database.ts'

/** The part of the migration that changes what is stored. */
const MIGRATION = '../../supabase/migrations/20261127208000_filters_unseen.sql'
const [repair] = /^do \$\$.*?^\$\$;/ms.exec(
  readFileSync(new URL(MIGRATION, import.meta.url), 'utf8'),
)!

test('values with unseen signs become what a text is compared with, and the stricter one stays', async () => {
  const database = await openTestDatabase()
  const sql = postgres(database.directUrl, { max: 1, onnotice: () => undefined })
  try {
    const before = [
      ['word', 'plain', 'review'],
      ['word', 'one\u2063sign', 'review'],
      ['word', 'tw\u2063in', 'block'],
      ['word', 'twin', 'review'],
      ['link', 'tw\u2063in', 'review'],
      ['word', 'tri\u2063ple', 'review'],
      ['word', 'tripl\u2063e', 'block'],
      ['word', 'x\u2063', 'block'],
    ]
    for (const [kind, value, action] of before) {
      await sql`
        insert into private.message_filters (kind, value, action)
        values (${kind!}, ${value!}, ${action!})`
    }
    await sql`update private.installation set judges_authors = true`
    await sql.unsafe(repair)
    const after = await sql`
      select kind, value, action from private.message_filters order by kind, value`
    expect(after.map(({ kind, value, action }) => [kind, value, action])).toEqual([
      ['link', 'twin', 'review'],
      ['word', 'onesign', 'review'],
      ['word', 'plain', 'review'],
      ['word', 'triple', 'block'],
      ['word', 'twin', 'block'],
    ])
    const [met] = await sql`select value from private.filters_met(${'a t\u2063win'})`
    expect(met).toEqual({ value: 'twin' })
  } finally {
    await sql.end()
    await database.drop()
  }
})
