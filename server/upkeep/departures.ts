import { z } from 'zod'
import type { Database } from '../database/client.ts'
import { readRow, readRows } from '../database/rows.ts'
import { eachStep } from '../repeat.ts'
import { takeUpkeepTurn, type Batches } from './turn.ts'

/** How many messages and reactions one transaction works off. It locks their conversation for so long. */
const BATCH = 500
/** Somebody else works on the same rows. The next run finds them free. */
const LOCK_TIMEOUT = '500ms'

const account = z.object({ id: z.string() })
const step = z.object({ state: z.enum(['gone', 'more', 'locked']) })

/**
 * Works off what deleted accounts left, in batches. A batch is a transaction: after a kill, the next run goes on where
 * the last batch ended. Returns the number of accounts that are gone for good.
 */
export async function continueDepartures(
  db: Database,
  { batch = BATCH, isStopped = () => false }: Batches = {},
): Promise<number> {
  const accounts = await readRows(
    account,
    db`select id from private.accounts where deleted_at is not null order by deleted_at limit 1000`,
  )
  let gone = 0
  let isOver = false
  await eachStep(
    accounts.map(({ id }) => async () => {
      if (isOver) return
      let state: string | null = 'more'
      while (state === 'more' && !isStopped()) state = await continueOne(db, id, batch)
      // Another node is at work.
      if (state === null) isOver = true
      if (state === 'gone') gone += 1
    }),
  )
  return gone
}

/** Null when another node is at work. */
async function continueOne(db: Database, id: string, batch: number): Promise<string | null> {
  return takeUpkeepTurn(db, async (sql) => {
    await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
    const query = sql`select private.continue_departure(${id}, ${batch}::int) as state`
    return (await readRow(step, query))!.state
  })
}
