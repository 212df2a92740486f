import { expect, test } from 'vitest'
import { openTestDatabase } from '../../testing/database.ts'
import { silent } from '../../testing/silence.ts'
import { readDatabaseAddress } from './address.ts'
import { DatabaseUnreachable } from './faults.ts'
import { openPool } from './pool.ts'
import { ConnectionWatch } from './watch.ts'
import type { DatabaseConnection } from './connection.ts'

test('a connection that ends before its query is written is replaced at once', async () => {
  const database = await openTestDatabase()
  const connections: DatabaseConnection[] = []
  const watch = new ConnectionWatch()
  watch.add = (connection) => void connections.push(connection)
  const sql = openPool({
    address: readDatabaseAddress(database.url),
    max: 1,
    watch,
    logger: silent,
    onQueryEnd: () => undefined,
  })
  try {
    for (let n = 1; n <= 3; n++) {
      await sql`select 1`
      const lost = expect(sql`select 2`.execute()).rejects.toThrow(DatabaseUnreachable)
      // The next tick comes after the driver has collected the query, and before it writes it.
      await new Promise<void>((resolve) => process.nextTick(resolve))
      connections.at(-1)?.destroy(new DatabaseUnreachable('SILENT'))
      await lost
    }
    expect(await sql`select 3 as n`).toEqual([{ n: 3 }])
    expect(connections).toHaveLength(4)
  } finally {
    await sql.end()
    await database.drop()
  }
})
