import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertCrowd } from '../../testing/crowds.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { PlanObserver } from '../../testing/plans.ts'
import { insertPeople } from '../../testing/rows.ts'
import { conversationOf, membershipsOf } from '../conversations/memberships.ts'
import { listParticipants } from '../conversations/participants.ts'
import { moveReceipts } from '../conversations/receipts.ts'
import { syncFor } from '../conversations/sync.ts'
import type { Database } from '../database/client.ts'
import { heir } from '../groups/heir.ts'
import { removeParticipant } from '../groups/participants.ts'
import { writeMessages } from '../messages/store/write-messages.ts'
import { changeRoom } from './change.ts'
import { joinRoom } from './join.ts'
import { listRooms, roomOfId } from './list.ts'

/** The number of database pages that a request reads does not grow with the number of members of a room. */
const FEW = 400
const MANY = 10_000

let database: TestDatabase
let observer: PlanObserver
/** Ada owns both rooms, and Ben is a member of each. The others are in none. */
let ada: string
let ben: string
let others: string[]
let rooms: { few: string; many: string }

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  ;[ada, ben, ...others] = (await insertPeople(admin, 5)) as [string, string, ...string[]]
  rooms = {
    few: await insertCrowd(admin, [ada, ben], FEW),
    many: await insertCrowd(admin, [ada, ben], MANY),
  }
  const ids = Object.values(rooms)
  await admin`update conversations set kind = 'HANGOUT' where id = any(${ids}::uuid[])`
  await admin`update conversation_participants set in_room = true where conversation_id = any(${ids}::uuid[])`
  await admin`
    insert into hangouts (conversation_id, slow_mode_seconds) select id, 1 from unnest(${ids}::uuid[]) room (id)`
  await admin`
    with made as (
      insert into conversations (kind, title) select 'HANGOUT', 'Room ' || n from generate_series(1, 2000) n
      returning id
    )
    insert into hangouts (conversation_id, lively_at)
    select id, now() - row_number() over () * interval '1 minute' from made`
  await admin`vacuum analyze`
  await admin.end()
  observer = new PlanObserver(database.directUrl)
}, 120_000)
afterAll(async () => {
  await observer.sql.end()
  await database.drop()
})

const draft = (conversation_id: string) => ({
  ...{ conversation_id, sender_id: ben, client_id: randomUUID(), body: 'x' },
  ...{ reply_to: null, thread_root: null },
})

const requests: Record<string, (sql: Database, id: string) => Promise<unknown>> = {
  'joining it': (sql, id) => joinRoom(sql, others[0]!, id),
  'a message of a member in slow mode': (sql, id) => writeMessages(sql, [draft(id)]),
  'the room for a person who is not in it': (sql, id) => roomOfId(sql, others[1]!, id),
  'the room for a member': (sql, id) => conversationOf(sql, ben, id),
  'a page of its members': (sql, id) => listParticipants(sql, ben, id, {}),
  'the own receipt': (sql, id) => moveReceipts(sql, ben, id, 'read', 30),
  'a sync': (sql, id) => syncFor(sql, ben, { epoch: null, cursors: { [id]: 10 } }),
  'the same topic again': (sql, id) => changeRoom(sql, ada, id, { topic: '' }),
  'leaving it': async (sql, id) => {
    await joinRoom(sql, others[2]!, id)
    await removeParticipant(sql, others[2]!, id, others[2]!)
  },
  'a removal that is refused': (sql, id) =>
    removeParticipant(sql, ben, id, ada).catch((error: unknown) => error),
  'finding the next owner': (sql, id) => sql`${heir(sql, id)}`,
}

describe('a room with twenty-five times as many members costs no more for', () => {
  test.each(Object.entries(requests))('%s', async (_, request) => {
    const few = await observer.costOf((sql) => request(sql, rooms.few))
    const many = await observer.costOf((sql) => request(sql, rooms.many))
    expect(many.blocks).toBeLessThanOrEqual(few.blocks * 1.2 + 40)
    expect(many.scanned).not.toContain('conversation_participants')
  })
})

test('the list of rooms reads its page, and neither members nor the rooms of other pages', async () => {
  const { blocks, scanned } = await observer.costOf((sql) => listRooms(sql, ada, {}))
  expect(scanned).not.toContain('hangouts')
  expect(scanned).not.toContain('conversation_participants')
  // Three or four pages for each of 51 rooms.
  expect(blocks).toBeLessThan(700)
})

test('a person who connects joins none of their rooms', async () => {
  expect(await membershipsOf(observer.sql, ben)).toMatchObject({ ids: [] })
})
