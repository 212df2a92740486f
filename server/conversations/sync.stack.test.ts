import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import {
  openPair,
  post,
  seedHistory,
  startDirect,
  view,
  type TestPair,
} from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { insertDirect, insertPeople } from '../../testing/rows.ts'
import type { Message } from '../../wire/messages.ts'
import { syncAnswer, type SyncAnswer, type SyncRequest } from '../../wire/sync.ts'

let relay: TestRelay
let pair: TestPair
let socket: TestSocket
let epoch: string
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  pair = await openPair(relay)
  const connected = await pair.ada.browser.connect()
  socket = connected.socket
  epoch = connected.hello.epoch
  return () => void socket.disconnect()
})

async function sync(request: Partial<SyncRequest>): Promise<SyncAnswer> {
  const ack = await ask(socket, 'sync', { epoch, cursors: {}, ...request })
  if (!ack.ok) throw new Error(ack.error.code)
  syncAnswer.parse(ack)
  return ack
}
const seqs = (messages: readonly Message[] = []) => messages.map(({ seq }) => seq)
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n)
const edit = (seq: number, set: string) =>
  relay.sql.begin(async (tx) => {
    await tx`update conversations set last_ver = last_ver + 1 where id = ${pair.id}`
    await tx.unsafe(
      `update messages set ${set}, ver = (select last_ver from conversations where id = $1)
       where conversation_id = $1 and seq = $2`,
      [pair.id, seq],
    )
  })

describe('sync', () => {
  test('answers nothing to a client that has everything', async () => {
    await seedHistory(relay, pair, 3)
    const answer = await sync({ cursors: { [pair.id]: 3 }, receipts: { [pair.id]: 0 } })
    expect(answer).toMatchObject({ epoch, items: [], removed: [], more: false })
  })

  test('after a break brings new, edited and deleted messages in their present state', async () => {
    await seedHistory(relay, pair, 10)
    await seedHistory(relay, pair, 45)
    await edit(2, `body = 'edited', edited_at = now()`)
    await edit(5, `body = '', deleted_at = now()`)
    await edit(2, `body = 'edited twice', edited_at = now()`)
    const { items } = await sync({ cursors: { [pair.id]: 10 } })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ reset: false, last_ver: 58 })
    expect(seqs(items[0]?.items)).toEqual([...range(11, 55), 5, 2])
    expect(items[0]?.items.at(-1)).toMatchObject({ ver: 58, body: 'edited twice' })
    expect(items[0]?.items.at(-2)).toMatchObject({ ver: 57, body: '' })
    expect(items[0]?.conversation).toEqual(await view(pair.ada, pair.id))
  })

  test('of more than a page continues after the last change of that page', async () => {
    await seedHistory(relay, pair, 450)
    let cursor = 5
    const got: number[] = []
    for (let round = 0; round < 3; round++) {
      const { items, more } = await sync({ cursors: { [pair.id]: cursor } })
      got.push(...seqs(items[0]?.items))
      cursor = items[0]?.items.at(-1)?.ver ?? 0
      expect(more).toBe(round < 2)
    }
    expect(got).toEqual(range(6, 450))
    expect((await sync({ cursors: { [pair.id]: cursor } })).items).toEqual([])
  })

  test.each([
    ['from the future', () => ({ cursors: { [pair.id]: 1_201 } })],
    ['too old', () => ({ cursors: { [pair.id]: 199 } })],
    ['of another epoch', () => ({ epoch: 'before the restore', cursors: { [pair.id]: 1_200 } })],
    ['of no epoch', () => ({ epoch: null, cursors: { [pair.id]: 1_200 } })],
    ['that is missing', () => ({})],
  ])('answers a cursor %s with the newest page', async (_, request) => {
    await seedHistory(relay, pair, 1_200)
    const { items } = await sync(request())
    expect(items).toMatchObject([{ reset: true, last_ver: 1_200, conversation: { id: pair.id } }])
    expect(seqs(items[0]?.items)).toEqual(range(1_151, 1_200))
  })

  test('a cursor exactly a thousand changes old is not too old', async () => {
    await seedHistory(relay, pair, 1_200)
    const { items } = await sync({ cursors: { [pair.id]: 200 } })
    expect(items).toMatchObject([{ reset: false }])
    expect(seqs(items[0]?.items)).toEqual(range(201, 400))
  })

  test('brings receipts whose event was lost, and only then', async () => {
    await post(pair.ada, pair.id, 'seen?')
    const { socket: bens } = await pair.ben.browser.connect()
    await ask(bens, 'message:read', { conversation_id: pair.id, seq: 1 })
    const cursors = { [pair.id]: 1 }
    const { items } = await sync({ cursors, receipts: { [pair.id]: 0 } })
    expect(items).toMatchObject([{ reset: false, items: [] }])
    const { participants } = items[0]!.conversation
    expect(participants.find(({ user_id }) => user_id === pair.ben.id)?.receipts_ver).toBe(1)
    expect((await sync({ cursors, receipts: { [pair.id]: 1 } })).items).toEqual([])
    expect((await sync({ cursors })).items).toEqual([])
  })

  test('brings a conversation that was started during the break', async () => {
    const cleo = await relay.person('Cleo')
    const { id } = await startDirect(cleo, pair.ada)
    const { items } = await sync({ cursors: { [pair.id]: 0 } })
    expect(items).toMatchObject([{ reset: true, items: [], conversation: { id } }])
  })

  test('names conversations as removed when the asker may not see them, existing or not', async () => {
    const stranger = await openPair(relay)
    const [foreign, unknown] = [stranger.id, randomUUID()]
    const { items, removed } = await sync({
      cursors: { [foreign]: 0, [unknown]: 5, [pair.id]: 0 },
    })
    expect(new Set(removed)).toEqual(new Set([foreign, unknown]))
    expect(items).toEqual([])
    await relay.sql`
      update conversation_participants set left_at = now()
      where conversation_id = ${pair.id} and user_id = ${pair.ada.id}`
    expect((await sync({ cursors: { [pair.id]: 0 } })).removed).toEqual([pair.id])
  })

  test('of very many conversations needs several answers, most active first, and ends', async () => {
    const people = await insertPeople(relay.sql, 130)
    const pairs = await Promise.all(
      people.map(async (id) => ({ id: await insertDirect(relay.sql, pair.ada.id, id), with: id })),
    )
    await relay.sql`
      insert into messages (conversation_id, seq, ver, client_id, body)
      select id, n, n, gen_random_uuid(), 'x'
      from unnest(${pairs.map(({ id }) => id)}::uuid[]) with ordinality as c (id, place),
        generate_series(1, 40) n`
    await relay.sql`
      update conversations set last_seq = 40, last_ver = 40,
        active_at = now() + array_position(${pairs.map(({ id }) => id)}::uuid[], id) * interval '1 s'
      where id = any(${pairs.map(({ id }) => id)})`

    const cursors: Record<string, number> = { [pair.id]: 0 }
    for (const { id } of pairs) cursors[id] = 0
    const order: string[] = []
    for (let round = 0; round < 20; round++) {
      const { items, more } = await sync({ cursors })
      expect(items.flatMap((item) => item.items).length).toBeLessThanOrEqual(1_200)
      for (const item of items) {
        order.push(item.conversation.id)
        cursors[item.conversation.id] = item.last_ver
      }
      if (more !== true) break
    }
    expect(order).toEqual(pairs.map(({ id }) => id).toReversed())
  })

  test.each([
    ['too many cursors', () => Object.fromEntries(range(0, 500).map(() => [randomUUID(), 1]))],
    ['a cursor that is not a number', () => ({ [pair.id]: '1' })],
    ['a cursor below zero', () => ({ [pair.id]: -1 })],
    ['a cursor of no conversation', () => ({ everything: 1 })],
  ])('refuses %s', async (_, cursors) => {
    const ack = await ask(socket, 'sync', { epoch, cursors: cursors() as Record<string, number> })
    expect(ack).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
  })
})

describe('changes by HTTP', () => {
  const changes = async (query: string) =>
    (await pair.ada.browser.call('GET', `/api/conversations/${pair.id}/changes?${query}`)).body

  test('come in the order of ver, as in sync', async () => {
    await seedHistory(relay, pair, 20)
    await edit(3, `body = 'edited', edited_at = now()`)
    const answer = await changes('after_ver=10')
    expect(seqs(answer.items)).toEqual([...range(11, 20), 3])
    const [item] = (await sync({ cursors: { [pair.id]: 10 } })).items
    const { people, ...changed } = answer
    expect(changed).toEqual(item)
    expect(people.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [pair.ada.id, pair.ben.id].toSorted(),
    )
    expect(seqs((await changes('after_ver=10&limit=4')).items)).toEqual(range(11, 14))
    expect(await changes('after_ver=21')).toMatchObject({ items: [], reset: false, last_ver: 21 })
    expect(await changes('after_ver=22')).toMatchObject({ reset: true })
  })

  test.each(['', 'after_ver=-1', 'after_ver=x', 'after_ver=1&limit=201'])(
    'refuse the query "%s"',
    async (query) => expect((await changes(query)).error.code).toBe('invalid_request'),
  )
})

test('an answer has a limit of bytes, and a client that goes on gets everything', async () => {
  const { sql } = relay
  const fill = async (id: string, senderId: string, count: number) => {
    await sql`
      insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
      select ${id}, n, n, ${senderId}, gen_random_uuid(), ${'€'.repeat(4_000)} from generate_series(1, ${count}::int) n`
    await sql`update conversations set last_seq = ${count}, last_ver = ${count}, active_at = now() where id = ${id}`
  }
  for (const person of await insertPeople(sql, 4)) {
    await fill(await insertDirect(sql, pair.ada.id, person), person, 50)
  }
  await fill(pair.id, pair.ben.id, 150)
  const cursors: Record<string, number> = { [pair.id]: 0 }
  const got: Message[] = []
  const resets = new Set<string>()
  let answer: SyncAnswer
  let rounds = 0
  do {
    answer = await sync({ cursors })
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(1024 * 1024)
    for (const { conversation, items, reset, last_ver } of answer.items) {
      cursors[conversation.id] = last_ver
      if (reset) resets.add(conversation.id)
      else got.push(...items)
    }
  } while (answer.more && ++rounds < 30)
  expect(seqs(got)).toEqual(range(1, 150))
  expect(resets.size).toBe(4)
  // The same for one conversation.
  const changes = await pair.ada.browser.call(
    'GET',
    `/api/conversations/${pair.id}/changes?after_ver=10`,
  )
  const { items, last_ver, conversation } = changes.body
  expect(items.at(-1).ver).toBe(last_ver)
  expect(last_ver).toBeLessThan(conversation.last_ver)
})

test('a connecting socket gets the high-water marks', async () => {
  await seedHistory(relay, pair, 7)
  const { socket: second, hello } = await pair.ada.browser.connect()
  expect(hello).toMatchObject({ epoch, marks: { [pair.id]: 7 } })
  second.disconnect()
})
