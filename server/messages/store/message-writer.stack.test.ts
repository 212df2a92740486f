import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../testing/database.ts'
import { eventually } from '../../../testing/eventually.ts'
import { newMessage } from '../../../testing/new-message.ts'
import { insertDirect, insertPeople } from '../../../testing/rows.ts'
import { silent } from '../../../testing/silence.ts'
import { openDatabase, type Database } from '../../database/client.ts'
import { historyOf } from '../history.ts'
import {
  createMessageWriter,
  type MessageWriter,
  type StoredMessage,
  type WriteResult,
} from './message-writer.ts'
import type { NewMessage } from './new-message.ts'

let database: TestDatabase
let sql: Database
let admin: postgres.Sql
beforeAll(async () => {
  database = await openTestDatabase()
  sql = openDatabase(database.url, silent)
  admin = postgres(database.superuserUrl, { max: 5, onnotice: () => undefined })
})
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()])
  await database.drop()
})

let announced: StoredMessage<unknown>[]
let writer: MessageWriter
let ada: string
let ben: string
let id: string
beforeEach(async () => {
  announced = []
  writer = createMessageWriter(sql, (stored) => void announced.push(...stored))
  ;[ada, ben] = (await insertPeople(admin, 2)) as [string, string]
  id = await insertDirect(admin, ada, ben)
})

const draft = (body: string, change: Partial<NewMessage> = {}) =>
  newMessage(id, ada, { body, ...change })
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
const rowsOf = (conversationId: string) => admin<{ seq: string; ver: string; body: string }[]>`
  select seq, ver, body from messages where conversation_id = ${conversationId} order by seq`

/** Locks the row of the conversation, as a slow transaction would. The returned function releases it. */
async function stall(conversationId: string): Promise<() => Promise<void>> {
  const holder = await admin.reserve()
  await holder`begin`
  await holder`select from conversations where id = ${conversationId} for update`
  return async () => {
    await holder`commit`
    holder.release()
  }
}

const untilWaiting = (count: number) =>
  eventually(`${count} statements wait for a lock`, async () => {
    const waiting = await admin`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return waiting.length >= count
  })

/** Announcements follow the answers within one turn of the event loop. */
const afterAnnouncing = () => new Promise((turn) => setImmediate(turn))

test('messages at the same time share commits, keep their order and leave no gap', async () => {
  const results = await Promise.all(numbers(500).map((n) => writer.write(draft(String(n)))))
  expect(results.every(({ kind }) => kind === 'stored')).toBe(true)
  await afterAnnouncing()
  const rows = await rowsOf(id)
  expect(rows.map(({ seq }) => Number(seq))).toEqual(numbers(500))
  expect(rows.map(({ ver }) => Number(ver))).toEqual(numbers(500))
  expect(rows.map(({ body }) => Number(body))).toEqual(numbers(500))
  expect(announced.map(({ message }) => message.seq)).toEqual(numbers(500))
  const [counters] = await admin`select last_seq, last_ver from conversations where id = ${id}`
  expect(counters).toEqual({ last_seq: '500', last_ver: '500' })
})

test('the writer returns the same message and root as history', async () => {
  const first = await writer.write(draft('@ben hello'))
  const answered = await writer.write(draft('an answer', { thread_root: idOf(first)! }))
  const history = await historyOf(sql, ada, id, { limit: 50 })
  if (first.kind !== 'stored' || answered.kind !== 'stored') throw new Error('not stored')
  expect([answered.root, answered.message]).toEqual(history.items)
  expect({ ...history.items[0], ver: 1, thread: null }).toEqual(first.message)
})

test('a wrong message takes no number and does not affect its batch', async () => {
  const [stranger] = await insertPeople(admin, 1)
  const results = await Promise.all([
    writer.write(draft('one')),
    writer.write({ ...draft('mine?'), sender_id: stranger! }),
    writer.write(draft('where?', { conversation_id: randomUUID() })),
    writer.write({ ...draft('to what?'), reply_to: randomUUID() }),
    writer.write(draft('two')),
  ])
  expect(results.map(({ kind }) => kind)).toEqual([
    'stored',
    'not_participant',
    'not_participant',
    'bad_reply',
    'stored',
  ])
  expect((await rowsOf(id)).map(({ body }) => body)).toEqual(['one', 'two'])
})

test('only the body that the database cannot store is refused, and the order stays', async () => {
  const results = await Promise.allSettled(
    ['one', 'a\0b', 'two', 'three'].map((body) => writer.write(draft(body))),
  )
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  expect((await rowsOf(id)).map(({ body }) => body)).toEqual(['one', 'two', 'three'])
})

test('messages that come while a slow lane empties stay after it', async () => {
  const sent = numbers(199).map((n) => writer.write(draft(String(n))))
  // The failed batch makes them go one by one, each with its own lock. The conversation is free in between.
  const bad = writer.write(draft('a\0b'))
  const refused = expect(bad).rejects.toThrow()
  await sent[0]
  for (let n = 200; n <= 300; n++) {
    sent.push(writer.write(draft(String(n))))
    await admin`select 1`
  }
  expect((await Promise.all(sent)).map(seqOf)).toEqual(numbers(300))
  expect((await rowsOf(id)).map(({ body }) => Number(body))).toEqual(numbers(300))
  await refused
})

test.each([
  ['the same conversation', () => [id, ben]],
  [
    'another conversation',
    async () => {
      const pair = (await insertPeople(admin, 2)) as [string, string]
      return [await insertDirect(admin, ...pair), pair[0]]
    },
  ],
])('many messages of one sender hold up %s for one batch only', async (_, placeOf) => {
  const [elsewhere, cleo] = (await placeOf()) as [string, string]
  const flood = numbers(600).map((n) => writer.write(draft(`flood ${n}`)))
  await flood[0]
  // The flood has begun to be stored. The next batch has room for another person.
  const other = writer.write(newMessage(elsewhere, cleo, { body: 'not drowned' }))
  const stored = [] as number[]
  for (const one of flood) {
    void one.then((result) => result.kind === 'stored' && stored.push(result.message.seq))
  }
  expect(await other).toMatchObject({ kind: 'stored' })
  expect(stored.length).toBeLessThanOrEqual(150)
  const seqs = (await Promise.all(flood)).map((result) => seqOf(result)!)
  expect(stored).toEqual(seqs)
  const answer = seqOf(await other)!
  expect([...seqs, ...(elsewhere === id ? [answer] : [])].sort((a, b) => a - b)).toEqual(
    numbers(elsewhere === id ? 601 : 600),
  )
  await writer.settled(id)
})

test('a sender may have a thousand messages waiting, and others may send meanwhile', async () => {
  const flood = numbers(1_000).map((n) => writer.write(draft(`flood ${n}`)))
  await expect(writer.write(draft('one more'))).rejects.toMatchObject({ code: 'unavailable' })
  expect(await writer.write(newMessage(id, ben, { body: 'fine' }))).toMatchObject({
    kind: 'stored',
  })
  await Promise.all(flood)
  await writer.settled(id)
})

describe('sent again', () => {
  test('together with its first attempt, it is stored and announced once', async () => {
    const message = draft('once')
    const results = await Promise.all([1, 2, 3].map(() => writer.write(message)))
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
    await afterAnnouncing()
    expect(announced).toHaveLength(1)
  })

  test('a day later, it gets the first message as its answer', async () => {
    const message = draft('once')
    const first = await writer.write(message)
    await writer.write(draft('after'))
    await admin`update messages set created_at = created_at - interval '1 day' where conversation_id = ${id}`
    const again = await writer.write({ ...message, body: 'not the same words' })
    expect(again).toMatchObject({ kind: 'existing', message: { seq: 1, ver: 1 } })
    expect(idOf(again)).toBe(idOf(first))
    expect((await rowsOf(id)).map(({ body }) => body)).toEqual(['once', 'after'])
  })

  test('it gets its present state: edited, with reactions and a thread', async () => {
    const message = draft('once')
    const first = await writer.write(message)
    const root = idOf(first)!
    await writer.write(draft('an answer', { sender_id: ben, thread_root: root }))
    await admin`update messages set body = 'edited', edited_at = now() where id = ${root}`
    await admin`
      insert into message_reactions (message_id, user_id, emoji, conversation_id)
      values (${root}, ${ben}, '👍', ${id})`
    expect(await writer.write(message)).toMatchObject({
      kind: 'existing',
      message: {
        id: root,
        body: 'edited',
        thread: { count: 1 },
        reactions: [{ emoji: '👍', user_ids: [ben] }],
      },
    })
  })

  test('after its sender left and came back, it hides later changes by other people', async () => {
    const message = draft('once')
    const root = idOf(await writer.write(message))!
    await writer.write(draft('an answer', { sender_id: ben, thread_root: root }))
    await admin`
      insert into message_reactions (message_id, user_id, emoji, conversation_id)
      values (${root}, ${ben}, '👍', ${id})`
    await admin`
      update conversation_participants set joined_seq = 2, last_read_seq = 2, last_delivered_seq = 2
      where conversation_id = ${id} and user_id = ${ada}`
    expect(await writer.write(message)).toMatchObject({
      kind: 'existing',
      message: { id: root, body: 'once', thread: null, reactions: [] },
    })
  })

  test('on several nodes at once, it is one row, and the numbers have no gap', async () => {
    const nodes = [writer, createMessageWriter(sql, () => {}), createMessageWriter(sql, () => {})]
    for (let round = 0; round < 20; round++) {
      const batch = numbers(10).map(() => draft('raced'))
      const results = await Promise.all(
        nodes.map((node) => Promise.all(batch.map((message) => node.write(message)))),
      )
      const [first, ...repeats] = results.map((list) => list.map(seqOf))
      for (const repeat of repeats) expect(repeat).toEqual(first)
    }
    const rows = await rowsOf(id)
    expect(rows.map(({ seq }) => Number(seq))).toEqual(numbers(200))
  })
})

const seqOf = (result: WriteResult) => ('message' in result ? result.message.seq : undefined)
const idOf = (result: WriteResult) => ('message' in result ? result.message.id : undefined)

describe('with one transaction stalled', () => {
  // This is shorter than the timeout of a statement. After that timeout the second conversation would be served in any
  // case.
  test(
    'fifty sends wait in order, and another conversation does not wait',
    { timeout: 8_000 },
    async () => {
      const cleo = (await insertPeople(admin, 1))[0]!
      const freeId = await insertDirect(admin, ada, cleo)
      const release = await stall(id)
      const waiting = Promise.all(numbers(50).map((n) => writer.write(draft(String(n)))))
      await untilWaiting(1)
      const free = await Promise.all(
        numbers(50).map((n) => writer.write(draft(String(n), { conversation_id: freeId }))),
      )
      expect(free.map(seqOf)).toEqual(numbers(50))
      expect(await rowsOf(id)).toEqual([])
      // These messages come while the first ones still wait.
      const later = Promise.all(numbers(20).map((n) => writer.write(draft(String(50 + n)))))

      await release()
      expect((await waiting).map(seqOf)).toEqual(numbers(50))
      expect((await later).map(seqOf)).toEqual(numbers(20).map((n) => 50 + n))
      expect((await rowsOf(id)).map(({ body }) => Number(body))).toEqual(numbers(70))
      const here = announced.filter(({ message }) => message.conversation_id === id)
      expect(here.map((one) => one.message.seq)).toEqual(numbers(70))
    },
  )

  // Other nodes wait for the lock, so no round trip may pass while it is taken.
  test('a message that waited for the lock is stored in the statement that waits', async () => {
    await admin`create extension if not exists pg_stat_statements`
    await admin`select pg_stat_statements_reset()`
    const release = await stall(id)
    const sent = writer.write(draft('waits'))
    await untilWaiting(1)
    await release()
    expect(await sent).toMatchObject({ kind: 'stored' })
    const [row] = await admin<{ calls: number }[]>`
      select sum(calls)::int as calls
      from pg_stat_statements join pg_database on pg_database.oid = dbid
      where datname = current_database() and userid = 'postgres'::regrole and toplevel
        -- A new connection begins with its settings and the types of the database.
        and query ~* '^(begin|commit|select)' and query !~ 'pg_type'`
    // The first finds the lock, and the second waits for it.
    expect(row!.calls).toBe(2)
  })

  // The driver sends queries behind one that it has prepared. A new connection, which has prepared nothing, hides that.
  test(
    'free conversations do not wait behind locked ones on a connection that has sent to both',
    { timeout: 20_000 },
    async () => {
      const people = await insertPeople(admin, 6)
      const ids = await Promise.all(people.map((person) => insertDirect(admin, ada, person)))
      const [locked, free] = [ids.slice(0, 3), ids.slice(3)]
      const few = openDatabase(database.url, silent, { connections: 4 })
      const own = createMessageWriter(few, () => undefined)
      const send = (conversationId: string) =>
        own.write(newMessage(conversationId, ada, { body: 'sent' }))
      // One after another, so that each has a statement of its own, and all are on their way at once.
      const sendToFree = async () => {
        const sent: Promise<unknown>[] = []
        for (const one of free) {
          sent.push(send(one))
          await afterAnnouncing()
          await afterAnnouncing()
        }
        await Promise.all(sent)
      }
      async function whileLocked(work: () => Promise<void>) {
        const releases = await Promise.all(locked.map(stall))
        const waiting = locked.map(send)
        await untilWaiting(locked.length)
        await work()
        await Promise.all(releases.map((release) => release()))
        await Promise.all(waiting)
      }
      for (let round = 0; round < 12; round++) await whileLocked(sendToFree)
      await whileLocked(async () => {
        for (let round = 0; round < 50; round++) await sendToFree()
        expect(await rowsOf(free[0]!)).toHaveLength(12 + 50)
      })
      await few.end()
    },
  )

  test('more locked conversations than lanes do not stop free conversations', async () => {
    const people = await insertPeople(admin, 5)
    const stalled = await Promise.all(people.map((person) => insertDirect(admin, ada, person)))
    const releases = []
    for (const conversation of stalled.slice(0, 4)) releases.push(await stall(conversation))
    const stuck = stalled
      .slice(0, 4)
      .map((conversation_id) => writer.write(draft('stuck', { conversation_id })))
    await untilWaiting(1)
    expect(await writer.write(draft('free'))).toMatchObject({ kind: 'stored' })
    for (const release of releases) await release()
    expect((await Promise.all(stuck)).map(({ kind }) => kind)).toEqual(Array(4).fill('stored'))
  })

  test('the stalled conversation fills only its own queue', async () => {
    const freeId = await insertDirect(admin, ada, (await insertPeople(admin, 1))[0]!)
    const release = await stall(id)
    const first = writer.write(draft('first'))
    await untilWaiting(1)
    const flood = Promise.allSettled(numbers(700).map((n) => writer.write(draft(String(n)))))
    const refusal = await settledSoon(() => writer.write(draft('one more')))
    expect(refusal).toMatchObject({ code: 'unavailable' })
    expect(await writer.write(draft('free', { conversation_id: freeId }))).toMatchObject({
      kind: 'stored',
    })
    const ofBen = writer.write(newMessage(id, ben, { body: 'of Ben' }))
    await release()
    expect(await ofBen).toMatchObject({ kind: 'stored' })
    await Promise.all([first, flood])
    const rows = await rowsOf(id)
    expect(rows.map(({ seq }) => Number(seq))).toEqual(numbers(rows.length))
  })
})

/** The refusal of the first refused call, within a bounded number of turns. */
async function settledSoon(call: () => Promise<unknown>): Promise<unknown> {
  for (let turn = 0; turn < 500; turn++) {
    const outcome = await Promise.race([
      call().catch((error: unknown) => error),
      new Promise((resolve) => setImmediate(resolve, 'pending')),
    ])
    if (outcome !== 'pending') return outcome
  }
  return 'never refused'
}

test('closing takes no new message and waits for taken ones', async () => {
  const taken = writer.write(draft('taken'))
  const closed = writer.close()
  await expect(writer.write(draft('late'))).rejects.toMatchObject({ code: 'unavailable' })
  await closed
  expect((await rowsOf(id)).map(({ body }) => body)).toEqual(['taken'])
  expect(await taken).toMatchObject({ kind: 'stored' })
})

describe('the sender’s own receipts', () => {
  const receipts = async () => {
    const rows = await admin<{ read: string; delivered: string }[]>`
      select last_read_seq as read, last_delivered_seq as delivered
      from conversation_participants where conversation_id = ${id}
      order by user_id = ${ada} desc`
    return rows.map(({ read, delivered }) => [Number(read), Number(delivered)])
  }

  test('move over a new message when the sender had seen everything', async () => {
    await writer.write(draft('one'))
    await Promise.all([writer.write(draft('two')), writer.write(draft('three'))])
    expect(await receipts()).toEqual([
      [3, 3],
      [0, 0],
    ])
  })

  test('stay before unseen messages, also within one commit', async () => {
    await Promise.all([
      writer.write(draft('mine')),
      writer.write({ ...draft('yours'), sender_id: ben }),
      writer.write(draft('mine again')),
    ])
    expect(await receipts()).toEqual([
      [1, 1],
      [0, 0],
    ])
    await writer.write({ ...draft('yours again'), sender_id: ben })
    expect((await receipts())[1]).toEqual([0, 0])
  })

  test('stay as they are while another transaction locks them', async () => {
    const holder = await admin.reserve()
    await holder`begin`
    await holder`select from conversation_participants where conversation_id = ${id} for update`
    expect(await writer.write(draft('passes'))).toMatchObject({ kind: 'stored' })
    await holder`commit`
    holder.release()
    expect((await receipts())[0]).toEqual([0, 0])
  })
})

test('a relay of the version before stores and edits mentions in the new schema', async () => {
  await admin`update profiles set username = 'ben.older' where id = ${ben}`
  // Before mentions had names, a relay sent all names of a text with spaces between them.
  const [written] = await sql`
    select (w.message).id, w.verdict from private.write_messages(
      ${[id]}::uuid[], ${[ada]}::uuid[], ${[randomUUID()]}::uuid[], ${['@ben.older. @nobody']}::text[],
      ${[null]}::uuid[], ${[null]}::uuid[], ${['ben.older. ben.older nobody']}::text[], ${['DIRECT']}::text[]
    ) w`
  const mentionsNow = async () =>
    (
      await admin`select mentions, mention_names as names from messages where id = ${written!.id}`
    )[0]
  expect(written?.verdict).toBe('accepted')
  expect(await mentionsNow()).toEqual({ mentions: [ben], names: ['ben.older'] })

  await admin`update profiles set username = 'ada.older' where id = ${ada}`
  await sql`update messages set mentions = private.participants_named('ada.older', ${id})
    where id = ${written!.id}`
  expect(await mentionsNow()).toEqual({ mentions: [ada], names: [] })
  await sql`update messages set mentions = private.participants_named('', ${id})
    where id = ${written!.id}`
  expect(await mentionsNow()).toEqual({ mentions: [], names: [] })
})
