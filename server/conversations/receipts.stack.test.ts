import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, next, type TestSocket } from '../../testing/browser.ts'
import {
  openPair,
  post,
  seedHistory,
  send,
  view,
  type TestPair,
} from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

let pair: TestPair
let adas: TestSocket
let bens: TestSocket
beforeEach(async () => {
  pair = await openPair(relay)
  ;[{ socket: adas }, { socket: bens }] = await Promise.all([
    pair.ada.browser.connect(),
    pair.ben.browser.connect(),
  ])
  return () => [adas, bens].forEach((socket) => socket.disconnect())
})

const read = (seq: number) => ask(bens, 'message:read', { conversation_id: pair.id, seq })
const deliver = (seq: number) => ask(bens, 'message:delivered', { conversation_id: pair.id, seq })
const unread = async () => (await view(pair.ben, pair.id)).unread

describe('receipts', () => {
  test('move only forward and not beyond the end, and everybody gets each move once', async () => {
    await seedHistory(relay, pair, 150)
    const told = watch(adas, 'message:read')
    expect(await read(120)).toMatchObject({
      ok: true,
      last_read_seq: 120,
      last_delivered_seq: 120,
      receipts_ver: 1,
    })
    expect(await read(100)).toMatchObject({ ok: true, last_read_seq: 120, receipts_ver: 1 })
    const end = { last_read_seq: 150, last_delivered_seq: 150, receipts_ver: 2 }
    expect(await read(9_999)).toMatchObject({ ok: true, ...end, unread: 0 })
    const again = await read(Number.MAX_SAFE_INTEGER)
    expect(again).toMatchObject({ ok: true, ...end, last_ver: 150, own_ver: 0 })
    const pushes = await told.until((all) => all.length === 2)
    const who = { conversation_id: pair.id, user_id: pair.ben.id }
    expect(pushes).toEqual([
      { ...who, last_read_seq: 120, last_delivered_seq: 120, receipts_ver: 1 },
      { ...who, ...end },
    ])
    const { participants } = await view(pair.ada, pair.id)
    expect(participants.find(({ user_id }) => user_id === pair.ben.id)).toMatchObject(end)
  })

  test('of delivery move independently of those of reading, and are never lower', async () => {
    await seedHistory(relay, pair, 10)
    const told = next(adas, 'message:delivered')
    expect(await deliver(7)).toMatchObject({ last_read_seq: 0, last_delivered_seq: 7, unread: 5 })
    expect(await told).toMatchObject({ last_read_seq: 0, last_delivered_seq: 7 })
    expect(await read(4)).toMatchObject({ last_read_seq: 4, last_delivered_seq: 7 })
    expect(await read(9)).toMatchObject({ last_read_seq: 9, last_delivered_seq: 9 })
  })

  test('from several tabs at once end at the highest position', async () => {
    await seedHistory(relay, pair, 60)
    const places = Array.from({ length: 60 }, (_, n) => ((n * 37) % 60) + 1)
    const acks = await Promise.all(places.map((seq) => (seq % 3 === 0 ? deliver(seq) : read(seq))))
    expect(acks.every(({ ok }) => ok)).toBe(true)
    const { participants } = await view(pair.ada, pair.id)
    expect(participants.find(({ user_id }) => user_id === pair.ben.id)).toMatchObject({
      last_read_seq: 59,
      last_delivered_seq: 60,
    })
  })

  test('clear the badge in the other tab at once', async () => {
    const { socket: otherTab } = await pair.ben.browser.connect()
    await send(adas, pair.id, 'unread')
    const told = next(otherTab, 'message:read')
    await read(1)
    expect(await told).toMatchObject({ user_id: pair.ben.id, last_read_seq: 1 })
    otherTab.disconnect()
  })
})

describe('the unread count', () => {
  test('counts what other people wrote after last_read_seq', async () => {
    for (const body of ['one', 'two', 'three']) await post(pair.ada, pair.id, body)
    expect(await unread()).toBe(3)
    expect((await view(pair.ada, pair.id)).unread).toBe(0)
    expect(await read(2)).toMatchObject({ unread: 1 })
    expect(await unread()).toBe(1)
  })

  test('keeps unseen messages when a reply that was written offline is sent', async () => {
    await post(pair.ada, pair.id, 'unseen')
    await post(pair.ben, pair.id, 'written before that came')
    expect(await unread()).toBe(1)
  })

  test('falls when a message is deleted', async () => {
    await post(pair.ada, pair.id, 'a mistake')
    await post(pair.ada, pair.id, 'meant')
    await relay.sql`
      update messages set body = '', deleted_at = now() where conversation_id = ${pair.id} and seq = 1`
    expect(await unread()).toBe(1)
  })

  test('stops at a hundred', async () => {
    await seedHistory(relay, pair, 300)
    expect(await unread()).toBe(100)
    expect(await read(298)).toMatchObject({ unread: 1 })
  })
})
