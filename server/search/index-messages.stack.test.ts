import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { openExecutionObserver } from '../../testing/executed-plans.ts'
import { newMessage } from '../../testing/new-message.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import { deleteMessage } from '../messages/delete.ts'
import { editMessage } from '../messages/edit.ts'
import { writeMessages } from '../messages/store/write-messages.ts'
import { TERMS_VERSION, typedTerms } from '../../wire/words/words.ts'
import { databaseStateOf } from '../operations/database-state.ts'
import { indexMessages, queueOldTerms } from './index-messages.ts'
import { byWeek } from './matches.ts'

let database: TestDatabase
let sql: postgres.Sql
let [ada, ben]: string[] = []
let room: string
beforeAll(async () => {
  database = await openTestDatabase()
  sql = postgres(database.superuserUrl, {
    max: 3,
    onnotice: () => undefined,
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
})
beforeEach(async () => {
  ;[ada, ben] = await insertPeople(sql, 2)
  room = await insertDirect(sql, ada!, ben!)
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

async function say(...bodies: string[]): Promise<string[]> {
  const outcomes = await writeMessages(
    sql,
    bodies.map((body) => newMessage(room, ada!, { body })),
  )
  return outcomes.flatMap((outcome) => (outcome.kind === 'stored' ? [outcome.message.id] : []))
}

/** The messages that the index brings, in the order of the search. */
async function find(q: string): Promise<string[]> {
  const few = { ids: [room], isLittle: false }
  const wanted = { q, terms: typedTerms(q), userId: ben!, few, after: undefined, limit: 30 }
  return (await sql<{ id: string }[]>`${byWeek(sql, wanted)}`).map(({ id }) => id)
}

const waiting = async () =>
  (await sql<{ count: number }[]>`select count(*)::int from private.search_queue`)[0]!.count

test('messages of an old relay are found at once, and by every word when they are indexed anew', async () => {
  const ids = await say('plan one', 'plan 計画を', 'plan three', 'plan before')
  await editMessage(sql, ada!, ids[3]!, 'plan four')
  await sql`select private.index_next_messages(100)`
  expect(await find('plan')).toEqual(ids.toReversed())
  expect([await find('before'), await find('four'), await find('を')]).toEqual([[], [ids[3]], []])
  const shares: (number | null)[] = []
  for (let done = false; !done;) {
    done = await queueOldTerms(sql, 2)
    shares.push((await databaseStateOf(sql)).reindexed)
    expect(await waiting()).toBeLessThanOrEqual(2)
    await indexMessages(sql)
    expect(await find('plan')).toEqual(ids.toReversed())
  }
  expect(shares.at(-1)).toBeNull()
  expect(shares.slice(0, -1)).toEqual(shares.slice(0, -1).toSorted((a, b) => a! - b!))
  expect(shares.length).toBeGreaterThan(1)
  expect([await find('before'), await find('four'), await find('を')]).toEqual([
    [],
    [ids[3]],
    [ids[1]],
  ])
  const old = await sql`select from private.search_entries where terms_version = 1`
  expect(old).toHaveLength(0)
})

test('while many messages wait, no old one joins them', async () => {
  await sql`update private.search_reindexing set finished_at = null, last_id = null`
  await say('one', 'two', 'three')
  expect(await queueOldTerms(sql, 2)).toBe(false)
  expect(await waiting()).toBe(3)
  await indexMessages(sql)
})

test('a relay that makes older terms leaves the queue to a newer one', async () => {
  const [id] = await say('newer')
  await sql`update private.search_reindexing set terms_version = 1000`
  await indexMessages(sql)
  expect([await waiting(), await queueOldTerms(sql)]).toEqual([1, true])
  await sql`update private.search_reindexing set terms_version = ${TERMS_VERSION}, finished_at = now()`
  await indexMessages(sql)
  expect(await find('newer')).toEqual([id])
})

test('a message is found when it was indexed, in batches of any size', async () => {
  const ids = await say('plan one', 'plan two', 'plan three')
  expect(await find('plan')).toEqual([])
  await indexMessages(sql, { batch: 2 })
  expect(await find('plan')).toEqual(ids.toReversed())
  expect(await waiting()).toBe(0)
})

test('an old body is not found from the moment of the change, and the new one after indexing', async () => {
  const [edited, deleted] = await say('before the edit', 'before the deletion')
  await indexMessages(sql)
  expect(await find('before')).toHaveLength(2)
  await editMessage(sql, ada!, edited!, 'after')
  await deleteMessage(sql, ada!, deleted!)
  expect([await find('before'), await find('after')]).toEqual([[], []])
  await indexMessages(sql)
  expect([await find('before'), await find('after')]).toEqual([[], [edited]])
  const entries = await sql`select id from private.search_entries where conversation_id = ${room}`
  expect(entries.map(({ id }) => id as string)).toEqual([edited])
})

test('a deleted conversation leaves no entry', async () => {
  await say('short-lived')
  await indexMessages(sql)
  await sql`delete from conversations where id = ${room}`
  await indexMessages(sql)
  expect(
    await sql`select from private.search_entries where conversation_id = ${room}`,
  ).toHaveLength(0)
})

test('a node that is killed while it indexes loses nothing', async () => {
  const [id] = await say('survivor')
  const kill = new Error('killed before the commit')
  const attempt = sql.begin(async (tx) => {
    await indexMessages(tx)
    throw kill
  })
  await expect(attempt).rejects.toThrow(kill)
  expect([await waiting(), await find('survivor')]).toEqual([1, []])
  await indexMessages(sql)
  expect(await find('survivor')).toEqual([id])
})

test('a second node leaves the work to the first, and tells the lag all the same', async () => {
  const [id] = await say('once')
  await sql.begin(async (first) => {
    await indexMessages(first)
    const lags: number[] = []
    await indexMessages(sql, { tell: (seconds) => lags.push(seconds) })
    expect(lags).toHaveLength(1)
    expect(lags[0]).toBeGreaterThan(0)
  })
  expect(await find('once')).toEqual([id])
})

test('a change that concerns no term puts nothing into the queue', async () => {
  const [root] = await say('root')
  await indexMessages(sql)
  await writeMessages(sql, [newMessage(room, ada!, { body: 'answer', thread_root: root! })])
  await sql`insert into message_reactions (message_id, user_id, emoji, conversation_id)
    values (${root!}, ${ben!}, '👍', ${room})`
  expect(await waiting()).toBe(1)
  await indexMessages(sql)
})

test('a connection that indexed the first messages looks up later ones by their ids', async () => {
  const fresh = await openTestDatabase()
  const { sql: one, executed } = await openExecutionObserver(fresh.superuserUrl)
  const [writer, reader] = await insertPeople(one, 2)
  const pair = await insertDirect(one, writer!, reader!)
  const write = (from: number, to: number) => one`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${pair}, n, n, ${writer!}, gen_random_uuid(), 'word ' || n
    from generate_series(${from}::int, ${to}::int) n`
  await write(1, 30)
  await one`analyze messages`
  await indexMessages(one)
  await write(31, 5_000)
  await indexMessages(one)
  await write(5_001, 5_100)
  const { rows } = await executed(() => indexMessages(one))
  expect(rows).toBeLessThan(3_000)
  await one.end()
  await fresh.drop()
})
