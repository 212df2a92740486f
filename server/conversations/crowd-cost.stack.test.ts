import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertCrowd } from '../../testing/crowds.ts'
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { PlanObserver } from '../../testing/plans.ts'
import { insertPeople } from '../../testing/rows.ts'
import type { Database } from '../database/client.ts'
import { addPeople, changeRole, removeParticipant } from '../groups/participants.ts'
import { changeSettings } from '../groups/settings.ts'
import { editMessage } from '../messages/edit.ts'
import { historyOf } from '../messages/history.ts'
import { lateJoiners } from '../messages/late-joiners.ts'
import { writeMessages } from '../messages/store/write-messages.ts'
import { changesOf } from './changes.ts'
import { listConversations } from './list.ts'
import { conversationOf } from './memberships.ts'
import { changeOwnSettings } from './own-settings.ts'
import { listParticipants, metPeople } from './participants.ts'
import { moveReceipts } from './receipts.ts'
import { syncFor } from './sync.ts'

/** The number of database pages that a request reads does not grow with the number of people in a conversation. */
const FEW = 400
const MANY = 10_000

let database: TestDatabase
let observer: PlanObserver
/** Ada owns both groups, and Ben is a participant of each. Cleo is in none. */
let ada: string
let ben: string
let cleo: string
let adasGroups: { few: string; many: string }

beforeAll(async () => {
  database = await openTestDatabase()
  const admin = postgres(database.superuserUrl, { max: 1, onnotice: () => undefined })
  ;[ada, ben, cleo] = (await insertPeople(admin, 3)) as [string, string, string]
  adasGroups = {
    few: await insertCrowd(admin, [ada, ben], FEW),
    many: await insertCrowd(admin, [ada, ben], MANY),
  }
  const strangers = await insertPeople(admin, 2_000)
  await admin`
    with pairs as (
      insert into conversations (kind, direct_key)
      select 'DIRECT', a || ':' || b
      from unnest(${strangers}::uuid[]) with ordinality as one (a, i)
      join lateral (
        select (${strangers}::uuid[])[1 + (i + k * 7) % 2000] as b from generate_series(1, 20) k
      ) two on true
      returning id, direct_key
    )
    insert into conversation_participants (conversation_id, user_id)
    select id, split_part(direct_key, ':', side)::uuid from pairs, generate_series(1, 2) side`
  await admin`vacuum analyze`
  await admin.end()
  observer = new PlanObserver(database.directUrl)
}, 120_000)
afterAll(async () => {
  await observer.sql.end()
  await database.drop()
})

const draft = (conversation_id: string, thread_root: string | null = null) => ({
  conversation_id,
  sender_id: ada,
  client_id: randomUUID(),
  body: 'x',
  reply_to: null,
  thread_root,
})
const idAt = async (sql: Database, id: string, seq: number) => {
  const [row] = await sql<{ id: string }[]>`
    select id from messages where conversation_id = ${id} and seq = ${seq}`
  return row!.id
}
const next = async (sql: Database, id: string) =>
  (await listParticipants(sql, ada, id, {})).next_cursor ?? undefined

const requests: Record<string, (sql: Database, id: string) => Promise<unknown>> = {
  'the conversation': (sql, id) => conversationOf(sql, ada, id),
  history: (sql, id) => historyOf(sql, ada, id, { limit: 50 }),
  changes: (sql, id) => changesOf(sql, ada, id, { after_ver: 10, limit: 200 }),
  sync: (sql, id) =>
    syncFor(sql, ada, { epoch: null, cursors: { [id]: 10 }, receipts: { [id]: 0 } }),
  'a page of participants': (sql, id) => listParticipants(sql, ada, id, {}),
  'a later page of participants': async (sql, id) =>
    listParticipants(sql, ada, id, { cursor: await next(sql, id) }),
  'names of known people': (sql, id) => metPeople(sql, ada, id, [ben, cleo]),
  'a receipt': (sql, id) => moveReceipts(sql, ben, id, 'read', 30),
  'own settings': (sql, id) => changeOwnSettings(sql, ada, id, { muted: true }),
  'a message': (sql, id) => writeMessages(sql, [draft(id)]),
  'an answer to the first message': async (sql, id) =>
    writeMessages(sql, [draft(id, await idAt(sql, id, 1))]),
  'an edit of the first message': async (sql, id) =>
    editMessage(sql, ada, await idAt(sql, id, 1), randomUUID()),
  'people who joined after the first message': (sql, id) => lateJoiners(sql, id, 1),
  'the same title again': (sql, id) => changeSettings(sql, ada, id, { title: 'Crowd' }),
  'the same role again': (sql, id) => changeRole(sql, ada, id, ben, 'member'),
  'a removal that is refused': (sql, id) =>
    removeParticipant(sql, ben, id, ada).catch((error: unknown) => error),
}

describe('a conversation with twenty-five times as many people costs no more for', () => {
  test.each(Object.entries(requests))('%s', async (_, request) => {
    const few = await observer.costOf((sql) => request(sql, adasGroups.few))
    const many = await observer.costOf((sql) => request(sql, adasGroups.many))
    // The indexes over more participants are one or two levels deeper. Nothing else costs more.
    expect(many.blocks).toBeLessThanOrEqual(few.blocks * 1.2 + 40)
    expect(many.scanned).not.toContain('conversation_participants')
  })

  test('the list', async () => {
    const { blocks, scanned } = await observer.costOf((sql) =>
      listConversations(sql, ada, { filter: 'all', q: 'nobody of this name' }),
    )
    expect(scanned).not.toContain('conversation_participants')
    expect(blocks).toBeLessThan(600)
  })

  test('refusing another person, because the group is full', async () => {
    const added = (id: string) => (sql: Database) =>
      addPeople(sql, ada, id, [cleo]).catch((error: unknown) => error)
    const many = await observer.costOf(added(adasGroups.many))
    expect(many.scanned).not.toContain('conversation_participants')
    expect(many.blocks).toBeLessThan(400)
  })
})
