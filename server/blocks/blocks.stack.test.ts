import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import {
  openPair,
  post,
  send,
  startDirect,
  view,
  type TestPair,
} from '../../testing/conversations.ts'
import { addPeople, createGroup } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import type { ServerEvent } from '../../wire/socket.ts'

/** Ada blocks Ben. The tests try every path in both directions, and look at what each of the two can notice. */
let relay: TestRelay
let pair: TestPair
let ada: TestPerson
let ben: TestPerson
let adas: TestSocket
let bens: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  pair = await openPair(relay)
  ;({ ada, ben } = pair)
  ;[{ socket: adas }, { socket: bens }] = await Promise.all([
    ada.browser.connect(),
    ben.browser.connect(),
  ])
  return () => [adas, bens].forEach((socket) => socket.disconnect())
})

const block = (who: TestPerson, whom: TestPerson) =>
  who.browser.call('PUT', `/api/people/${whom.id}/block`)
const unblock = (who: TestPerson, whom: TestPerson) =>
  who.browser.call('DELETE', `/api/people/${whom.id}/block`)
const start = (who: TestPerson, body: object) =>
  who.browser.call('POST', '/api/conversations', { body: { kind: 'DIRECT', ...body } })
const settled = (socket: TestSocket) => ask(socket, 'presence:watch', { user_ids: [] })
const write = (who: TestPerson) =>
  who.browser.call('POST', `/api/conversations/${pair.id}/messages`, {
    body: { client_id: randomUUID(), body: 'hello?' },
  })

const neutral = { code: 'forbidden', message: 'This message cannot be delivered.' }
const own = { code: 'forbidden', message: 'You have blocked this person.' }

describe('a block', () => {
  test('is listed once, only to the person who set it, until they take it back', async () => {
    const list = async (who: TestPerson) => (await who.browser.call('GET', '/api/blocks')).body
    expect([(await block(ada, ben)).status, (await block(ada, ben)).status]).toEqual([204, 204])
    expect(await list(ada)).toMatchObject({ items: [{ id: ben.id }], next_cursor: null })
    expect(await list(ben)).toEqual({ items: [], next_cursor: null })
    expect([(await unblock(ada, ben)).status, (await unblock(ada, ben)).status]).toEqual([204, 204])
    expect((await list(ada)).items).toEqual([])
    expect((await write(ben)).status).toBe(201)
  })

  test('tells every page of the person who set it, also without a conversation of the two', async () => {
    const stranger = await relay.person('Stranger')
    const [own, theirs] = [watch(adas, 'blocks:changed'), watch(bens, 'blocks:changed')]
    await block(ada, stranger)
    await own.until((all) => all.length === 1)
    await unblock(ada, stranger)
    await own.until((all) => all.length === 2)
    await block(ada, ben)
    await own.until((all) => all.length === 3)
    await settled(bens)
    expect([own.pushes, theirs.pushes]).toEqual([[{}, {}, {}], []])
  })

  test('of oneself or of a person who does not exist is refused', async () => {
    expect((await block(ada, ada)).body.error.code).toBe('invalid_request')
    const nobody = await ada.browser.call('PUT', `/api/people/${randomUUID()}/block`)
    expect(nobody.body.error.code).toBe('not_found')
  })

  test('stops messages both ways, by HTTP and by socket, and stores none', async () => {
    await block(ada, ben)
    expect((await write(ben)).body.error).toMatchObject(neutral)
    expect((await write(ada)).body.error).toMatchObject(own)
    expect(await send(bens, pair.id, 'hello?')).toMatchObject({ ok: false, error: neutral })
    expect(await send(adas, pair.id, 'hello?')).toMatchObject({ ok: false, error: own })
    expect((await view(ada, pair.id)).last_seq).toBe(0)
  })

  test('in both directions tells each person only of their own block', async () => {
    await Promise.all([block(ada, ben), block(ben, ada)])
    for (const who of [ada, ben]) expect((await write(who)).body.error).toMatchObject(own)
    await unblock(ada, ben)
    expect((await write(ada)).body.error).toMatchObject(neutral)
  })

  test('lets a retry find the message that was stored before the block', async () => {
    const client_id = randomUUID()
    const sent = await post(ben, pair.id, 'before', client_id)
    await block(ada, ben)
    expect(await post(ben, pair.id, 'before', client_id)).toEqual(sent)
  })

  test('also stops changes of messages that were sent before it', async () => {
    const sent = await post(ben, pair.id, 'before')
    await block(ada, ben)
    const edited = await ben.browser.call('PUT', `/api/messages/${sent.id}`, {
      body: { body: 'x' },
    })
    expect(edited.body.error.code).toBe('forbidden')
    const path = `/api/messages/${sent.id}/reactions/${encodeURIComponent('👍')}`
    expect((await ben.browser.call('PUT', path)).body.error.code).toBe('forbidden')
    expect((await ada.browser.call('PUT', path)).body.error.code).toBe('forbidden')
  })

  test('hides typing, receipts and presence in both directions', async () => {
    await post(ben, pair.id, 'one')
    await post(ada, pair.id, 'two')
    await ask(adas, 'presence:watch', { user_ids: [ben.id] })
    await ask(bens, 'presence:watch', { user_ids: [ada.id] })
    const left = [watch(adas, 'user:offline'), watch(bens, 'user:offline')]
    await block(ada, ben)
    // Each of the two sees the counterpart go offline.
    await left[0]!.until(([push]) => push?.user_id === ben.id && push.last_seen_at === null)
    await left[1]!.until(([push]) => push?.user_id === ada.id && push.last_seen_at === null)
    const kinds: ServerEvent[] = [
      'typing:start',
      'typing:stop',
      'message:read',
      'message:delivered',
    ]
    const heard = [adas, bens].flatMap((socket) =>
      [...kinds, 'user:online' as const].map((event) => watch(socket, event)),
    )
    for (const socket of [adas, bens]) {
      await ask(socket, 'typing:start', { conversation_id: pair.id })
      await ask(socket, 'typing:stop', { conversation_id: pair.id })
      await ask(socket, 'message:read', { conversation_id: pair.id, seq: 2 })
    }
    for (const [socket, counterpart] of [
      [adas, ben],
      [bens, ada],
    ] as const) {
      expect(await ask(socket, 'presence:watch', { user_ids: [counterpart.id] })).toMatchObject({
        people: [{ online: false, last_seen_at: null }],
      })
    }
    const extra = await Promise.all([ada.browser.connect(), ben.browser.connect()])
    await Promise.all([settled(adas), settled(bens)])
    expect(heard.flatMap(({ pushes }) => pushes)).toEqual([])
    extra.forEach(({ socket }) => socket.disconnect())
    const receipts = async (as: TestPerson, of: TestPerson) =>
      (await view(as, pair.id)).participants.find(({ user_id }) => user_id === of.id)
    expect(await receipts(ben, ada)).toMatchObject({ last_read_seq: 0, last_delivered_seq: 0 })
    expect(await receipts(ada, ben)).toMatchObject({ last_read_seq: 0, last_delivered_seq: 0 })
    // Ada and Ben have read the message all the same.
    for (const who of [ada, ben]) expect((await view(who, pair.id)).unread).toBe(0)
  })

  test('is shown in the conversation of the person who set it, and not to the blocked person', async () => {
    const other: string = (await startDirect(ada, await relay.person())).id
    await settled(adas)
    const [changed, unchanged] = [
      watch(adas, 'conversation:changed'),
      watch(bens, 'conversation:changed'),
    ]
    const before = await Promise.all([view(ben, pair.id), view(ada, other)])
    await block(ada, ben)
    await changed.until(([push]) => push?.conversation_id === pair.id)
    expect((await view(ada, pair.id)).me.blocked).toBe(true)
    expect(await Promise.all([view(ben, pair.id), view(ada, other)])).toEqual(before)
    await Promise.all([settled(adas), settled(bens)])
    expect(changed.pushes.map((push) => push.conversation_id)).toEqual([pair.id])
    expect(unchanged.pushes).toEqual([])
  })

  test('hides the person who set it from a blocked person without a conversation with them', async () => {
    const cleo = await relay.person('Zoe Unseen')
    const seen = async (q: string) =>
      (await ben.browser.call('GET', `/api/people?q=${encodeURIComponent(q)}`)).body.items
    expect(await seen('zoe unseen')).toHaveLength(1)
    await block(cleo, ben)
    expect([await seen('zoe unseen'), await seen(cleo.email)]).toEqual([[], []])
    const nobody = await start(ben, { participant_ids: [randomUUID()] })
    for (const whom of [{ participant_ids: [cleo.id] }, { email: cleo.email }]) {
      const { status, body } = await start(ben, whom)
      expect({ status, message: body.error.message }).toEqual({
        status: 404,
        message: nobody.body.error.message,
      })
    }
    expect((await start(cleo, { participant_ids: [ben.id] })).body.error).toMatchObject(own)
    expect((await start(ben, { participant_ids: [ada.id] })).status).toBe(200)
  })

  test('keeps them out of each other’s groups, without saying why', async () => {
    const group = await createGroup(ben, 'Ben’s')
    const unknown = await ben.browser.call('POST', `/api/conversations/${group.id}/participants`, {
      body: { user_ids: [randomUUID()] },
    })
    await block(ada, ben)
    const refused = await addPeople(ben, group.id, ada)
    expect(refused.body.error.code).toBe('invalid_request')
    expect(refused.body.error.message).toBe(unknown.body.error.message)
    const body = { kind: 'GROUP', title: 'New', participant_ids: [ada.id] }
    const made = await ben.browser.call('POST', '/api/conversations', { body })
    expect(made.body.error.message).toBe(unknown.body.error.message)
    const hers = await createGroup(ada, 'Ada’s')
    expect((await addPeople(ada, hers.id, ben)).body.error.code).toBe('invalid_request')
  })

  test('leaves both in shared groups: messages are delivered, and unread only for the blocked person', async () => {
    const cleo = await relay.person('Cleo')
    const group = await createGroup(cleo, 'All', [ada, ben])
    await block(ada, ben)
    const heard = watch(adas, 'message:new')
    const typing = watch(adas, 'typing:start')
    await ask(bens, 'typing:start', { conversation_id: group.id })
    await post(ben, group.id, 'from Ben')
    await post(cleo, group.id, 'from Cleo')
    await heard.until((all) => all.length === 2)
    expect(typing.pushes).toEqual([])
    expect((await view(ada, group.id)).unread).toBe(1)
    await post(ada, group.id, 'from Ada')
    expect((await view(ben, group.id)).unread).toBe(2)
    expect((await view(ada, group.id)).me.blocked).toBe(false)
  })
})

test('a conversation that starts while a block is set is either stored or refused', async () => {
  const cleo = await relay.person('Cleo')
  const [, started] = await Promise.all([
    block(cleo, ben),
    startDirect(ben, cleo).catch(() => null),
  ])
  if (started === null) {
    expect((await start(ben, { participant_ids: [cleo.id] })).status).toBe(404)
  } else {
    const answer = await ben.browser.call('POST', `/api/conversations/${started.id}/messages`, {
      body: { client_id: randomUUID(), body: 'x' },
    })
    expect(answer.body.error).toMatchObject(neutral)
  }
})
