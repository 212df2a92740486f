import type postgres from 'postgres'

const TABLES = ['messages', 'private.search_entries']
/** It takes as long to build as everything else, so it has a connection of its own. */
const LONGEST = 'search_entries_terms_idx'

/**
 * Fills tables whose indexes are off meanwhile, and builds these afterwards: that takes a tenth of the time. An index of
 * a primary key cannot be dropped while something references it, so all are only marked as not ready. What the server
 * does for the case of a crash is kept small: the database lives for one measurement.
 */
export async function fillQuickly(sql: postgres.Sql, fill: () => Promise<void>): Promise<void> {
  await configure(sql, ['set full_page_writes = off', `set max_wal_size = '16GB'`])
  const indexes = await sql<{ name: string }[]>`
    update pg_index set indisready = false, indisvalid = false
    where indrelid = any(${TABLES}::regclass[])
    returning indexrelid::regclass::text as name`
  await fill()
  const names = indexes.map(({ name }) => name)
  await Promise.all([
    build(sql, names.filter((name) => name.endsWith(LONGEST))),
    build(sql, names.filter((name) => !name.endsWith(LONGEST))),
  ])
  await configure(sql, ['reset full_page_writes', 'reset max_wal_size'])
}

async function build(sql: postgres.Sql, names: readonly string[]): Promise<void> {
  for (const name of names) await sql.unsafe(`reindex index ${name}`)
}

async function configure(sql: postgres.Sql, changes: readonly string[]): Promise<void> {
  for (const change of changes) await sql.unsafe(`alter system ${change}`)
  await sql`select pg_reload_conf()`
}
