import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { next } from '../../testing/browser.ts'
import { openPair, post, seedHistory, send } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { watchMessages } from '../../testing/watch.ts'
import { message, type Message } from '../../wire/messages.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const countOf = async (conversationId: string) =>
  (await relay.sql`select from messages where conversation_id = ${conversationId}`).length

describe('a message', () => {
  test('is stored, acknowledged and sent to every socket except the sender’s', async () => {
    const { ada, ben, id } = await openPair(relay)
    const [{ socket: sending }, { socket: otherTab }, { socket: bens }] = await Promise.all([
      ada.browser.connect(),
      ada.browser.connect(),
      ben.browser.connect(),
    ])
    const echo = watchMessages(sending)
    const arrives = [next(bens, 'message:new'), next(otherTab, 'message:new')]
    const clientId = randomUUID()
    const ack = await send(sending, id, 'Hello Ben  ', clientId)
    expect(ack).toMatchObject({ ok: true, client_id: clientId, seq: 1, ver: 1 })

    const [push, inOtherTab] = await Promise.all(arrives)
    expect(inOtherTab).toEqual(push)
    expect(push).toMatchObject({
      conversation_id: id,
      messages: [{ seq: 1, ver: 1, body: 'Hello Ben', sender_id: ada.id, client_id: clientId }],
    })
    const stored = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
    expect(stored.body).toEqual({ items: push?.messages, people: [], has_more: false })
    message.parse(push?.messages[0])
    expect(ack).toEqual({ ok: true, ...push?.messages[0] })

    // Anything that was pushed to the sender has arrived before this answer.
    await send(bens, id, 'Hello Ada')
    expect(await echo.untilCount(1)).toMatchObject([{ body: 'Hello Ada' }])
  })

  test('by HTTP has the same effect', async () => {
    const { ada, ben, id } = await openPair(relay)
    const { socket } = await ben.browser.connect()
    const arrives = next(socket, 'message:new')
    const sent = await post(ada, id, 'by post')
    const { messages } = await arrives
    expect(messages).toEqual([sent])
    expect(sent.body).toBe('by post')
  })

  test('sent three times at once and once more, by socket and HTTP, is one', async () => {
    const { ada, ben, id } = await openPair(relay)
    const { socket: bens } = await ben.browser.connect()
    const seen = watchMessages(bens)
    const [one, two] = await Promise.all([ada.browser.connect(), ada.browser.connect()])
    const clientId = randomUUID()
    const { ok: _, ...first } = (await send(one.socket, id, 'once', clientId)) as { ok: boolean }
    const again = await Promise.all([
      send(one.socket, id, 'once', clientId),
      send(two.socket, id, 'once', clientId.toUpperCase()),
      post(ada, id, 'once', clientId),
    ])
    for (const answer of again) expect(answer).toMatchObject(first)
    expect(await countOf(id)).toBe(1)
    await post(ada, id, 'the next')
    expect((await seen.untilCount(2)).map(({ body }) => body)).toEqual(['once', 'the next'])
  })

  test('may have the same client id as a message by another person or in another conversation', async () => {
    const [{ ada, ben, id }, second] = await Promise.all([openPair(relay), openPair(relay)])
    const clientId = randomUUID()
    const sent = [
      await post(ada, id, 'a', clientId),
      await post(ben, id, 'b', clientId),
      await post(second.ada, second.id, 'c', clientId),
    ]
    expect(sent.map(({ seq }) => seq)).toEqual([1, 2, 1])
  })

  test('may quote only a message of its own conversation', async () => {
    const [{ ada, ben, id }, second] = await Promise.all([openPair(relay), openPair(relay)])
    const [here, elsewhere] = [
      await post(ada, id, 'here'),
      await post(second.ada, second.id, 'there'),
    ]
    const reply = (to: string) =>
      ben.browser.call('POST', `/api/conversations/${id}/messages`, {
        body: { client_id: randomUUID(), body: 'yes', reply_to: to },
      })
    expect(await reply(here.id)).toMatchObject({ status: 201, body: { seq: 2 } })
    for (const wrong of [elsewhere.id, randomUUID()]) {
      expect((await reply(wrong)).body.error.code).toBe('invalid_request')
    }
    // A refused message takes no number.
    expect(await post(ada, id, 'next')).toMatchObject({ seq: 3 })
  })

  test.each([
    ['nothing', ''],
    ['nothing but space', ' \n '],
    ['too much', 'x'.repeat(4001)],
    ['NUL', 'a\0b'],
    ['half a character', '\ud800'],
  ])('of %s is refused', async (_, body) => {
    const { ada, id } = await openPair(relay)
    const { socket } = await ada.browser.connect()
    const bySocket = await send(socket, id, body)
    expect(bySocket).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
    const byHttp = await ada.browser.call('POST', `/api/conversations/${id}/messages`, {
      body: { client_id: randomUUID(), body },
    })
    expect(byHttp).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } })
    expect(await countOf(id)).toBe(0)
  })

  test('of the longest body, in any script, arrives unchanged', async () => {
    const { ada, ben, id } = await openPair(relay)
    const { socket } = await ada.browser.connect()
    const body = '👩🏽‍🚀"\\\u202e,{}ß'.repeat(400).slice(0, 3998) + '👍'
    await send(socket, id, body)
    const { body: page } = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
    expect(page.items[0].body).toBe(body)
  })
})

test('many people write at once: everybody sees every message once, in order of seq', async () => {
  const { ada, ben, id } = await openPair(relay)
  const tabs = await Promise.all([1, 2, 3, 4].map((n) => (n % 2 ? ada : ben).browser.connect()))
  const watches = tabs.map(({ socket }) => watchMessages(socket))
  const acks = await Promise.all(
    Array.from({ length: 200 }, (_, n) => send(tabs[n % 4]!.socket, id, String(n))),
  )
  const seqs = acks.map((ack) => (ack.ok ? ack.seq : 0))
  expect(seqs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))

  for (const [tab, watched] of watches.entries()) {
    const own = new Set(seqs.filter((_, n) => n % 4 === tab))
    const incoming = seqs.filter((seq) => !own.has(seq)).toSorted((a, b) => a - b)
    // A frame may hold the tab's own messages beside others.
    const ofOthers = (all: readonly Message[]) => all.filter(({ seq }) => !own.has(seq))
    const all = await watched.until((some) => ofOthers(some).length >= incoming.length)
    const got = all.map(({ seq }) => seq)
    expect(got).toEqual(got.toSorted((a, b) => a - b))
    expect(got.filter((seq) => !own.has(seq))).toEqual(incoming)
  }
  // The messages of one sender keep the order of writing.
  for (const tab of [0, 1, 2, 3]) {
    const inOrder = seqs.filter((_, n) => n % 4 === tab)
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b))
  }
})

describe('history', () => {
  test('comes in pages, oldest first, in both directions', async () => {
    const pair = await openPair(relay)
    await seedHistory(relay, pair, 120)
    const page = async (query: string) => {
      const path = `/api/conversations/${pair.id}/messages${query}`
      const { body } = await pair.ada.browser.call('GET', path)
      const seqs = (body.items as Message[]).map(({ seq }) => seq)
      return [seqs[0], seqs.at(-1), seqs.length, body.has_more]
    }
    expect(await page('')).toEqual([71, 120, 50, true])
    expect(await page('?before_seq=71')).toEqual([21, 70, 50, true])
    expect(await page('?before_seq=21')).toEqual([1, 20, 20, false])
    expect(await page('?before_seq=51')).toEqual([1, 50, 50, false])
    expect(await page('?after_seq=0&limit=100')).toEqual([1, 100, 100, true])
    expect(await page('?after_seq=100')).toEqual([101, 120, 20, false])
    expect(await page('?after_seq=120')).toEqual([undefined, undefined, 0, false])
  })
})
