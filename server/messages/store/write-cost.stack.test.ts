import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'
import { openExecutionObserver, type Executed } from '../../../testing/executed-plans.ts'
import { newMessage } from '../../../testing/new-message.ts'
import { insertDirect, insertPeople } from '../../../testing/rows.ts'
import type { NewMessage } from './new-message.ts'
import { writeMessages } from './write-messages.ts'

/**
 * The cost of storing messages. A connection makes its plans when the installation is empty, and keeps them while it
 * fills. With these plans, the cost must be linear in the batch. The history and the number of participants must not
 * change it.
 */
const PARTICIPANTS = 1_000
const HISTORY = 20_000

let database: TestDatabase
let observer: Awaited<ReturnType<typeof openExecutionObserver>>
let people: string[]
let group: string
let quoted: string
const cost = new Map<string, Executed>()

const batch = (size: number, change: (n: number) => Partial<NewMessage> = () => ({})) =>
  Array.from({ length: size }, (_, n) => newMessage(group, people[n % 100]!, change(n)))

const batches: Record<string, () => NewMessage[]> = {
  'one message': () => batch(1),
  'twenty messages': () => batch(20),
  'two hundred messages': () => batch(200),
  'twenty special messages': () => batch(20, special),
  'two hundred special messages': () => batch(200, special),
}
const special = (n: number) => ({
  body: `hello @${people[n % 100]!.slice(0, 22)}`,
  reply_to: quoted,
  thread_root: quoted,
})

async function measure(name: string): Promise<Executed> {
  const messages = batches[name]!()
  // `messageJson` reads the list of departing accounts once in each statement. With new statistics it looks them up.
  return observer.executed(async () => {
    const outcomes = await writeMessages(observer.sql, messages)
    expect(outcomes.map(({ kind }) => kind)).toEqual(messages.map(() => 'stored'))
  }, 'accounts')
}

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  people = await insertPeople(admin, 100)
  const [row] = await admin<{ id: string }[]>`
    insert into conversations (kind, title) values ('GROUP', 'crowd') returning id`
  group = row!.id
  // New statistics would make new plans.
  await admin`alter table messages set (autovacuum_enabled = false)`
  await admin`alter table conversation_participants set (autovacuum_enabled = false)`
  await joinGroup(admin, people)
  observer = await openExecutionObserver(database.superuserUrl)
  const [first] = await writeMessages(observer.sql, batch(1))
  if (first?.kind !== 'stored') throw new Error('not stored')
  quoted = first.message.id
  for (const name of Object.keys(batches)) await measure(name)

  await joinGroup(admin, await insertPeople(admin, PARTICIPANTS))
  const long = await insertDirect(admin, people[0]!, people[1]!)
  await admin`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${long}, n, n, ${people[0]!}, gen_random_uuid(), 'x' from generate_series(1, ${HISTORY}::int) n`
  for (const name of Object.keys(batches)) cost.set(name, await measure(name))
  await admin.end()
}, 60_000)
afterAll(async () => {
  await observer.sql.end()
  await database.drop()
})

const joinGroup = (admin: postgres.Sql, userIds: string[]) => admin`
  insert into conversation_participants (conversation_id, user_id)
  select ${group}, unnest(${userIds}::uuid[])`

test.each(Object.keys(batches))('%s: no table is read completely', (name) => {
  expect(cost.get(name)!.scanned).toEqual([])
})

test.each(['messages', 'special messages'])(
  'ten times as many %s cost ten times as much',
  (what) => {
    const [few, many] = [cost.get(`twenty ${what}`)!, cost.get(`two hundred ${what}`)!]
    expect(few.rows).toBeGreaterThan(20)
    expect(many.rows).toBeLessThanOrEqual(few.rows * 10)
  },
)

test('a message alone in its batch takes the short way', () => {
  // The call, the lock, the checks, the insert, two foreign keys, the queue of the search, the conversation.
  expect(cost.get('one message')!.statements).toBeLessThanOrEqual(8)
  expect(cost.get('one message')!.rows).toBeLessThanOrEqual(20)
})

test('a message costs a few dozen rows', () => {
  expect(cost.get('one message')!.rows).toBeLessThanOrEqual(60)
  expect(cost.get('two hundred messages')!.rows).toBeLessThanOrEqual(60 * 200)
})
