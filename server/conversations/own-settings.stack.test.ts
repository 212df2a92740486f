import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, next } from '../../testing/browser.ts'
import { openPair, post, view, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { SyncAnswer } from '../../wire/sync.ts'

let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  pair = await openPair(relay)
})

const set = (body: object, person = pair.ada) =>
  person.browser.call('PUT', `/api/conversations/${pair.id}/me`, { body })
const own = async (person = pair.ada) => (await view(person, pair.id)).me

describe('the own settings of a participant', () => {
  test('change in the named fields, keep the rest, and are visible only to the participant', async () => {
    const { status, body } = await set({ muted: true, notify: 'mentions' })
    expect(status).toBe(200)
    expect(body.me).toMatchObject({ muted: true, notify: 'mentions', draft: null })
    expect((await set({ draft: 'to be ' })).body.me).toMatchObject({
      muted: true,
      notify: 'mentions',
      draft: { body: 'to be ', updated_at: expect.stringMatching(/Z$/) },
    })
    expect((await set({ notify: 'none' })).body.me.draft).toMatchObject({ body: 'to be ' })
    expect(await own(pair.ben)).toMatchObject({ muted: false, notify: 'all', draft: null })
    const { body: bens } = await pair.ben.browser.call('GET', `/api/conversations/${pair.id}`)
    expect(JSON.stringify(bens)).not.toContain('to be')
  })

  test.each([null, '', ' \n'])('a draft of %j clears the draft', async (draft) => {
    await set({ draft: 'begun' })
    expect((await set({ draft })).body.me.draft).toBeNull()
  })

  test.each([
    { muted: 'yes' },
    { notify: 'some' },
    { draft: 'x'.repeat(4001) },
    { draft: 'a\0' },
    { draft: '\ud800' },
    { unread_from: 0 },
    { role: 'owner' },
    { last_read_seq: 0 },
  ])('refuses %j', async (body) => {
    expect((await set(body)).body.error.code).toBe('invalid_request')
  })

  test.each([{ draft: 'begun' }, { draft: null }, { muted: true }, { notify: 'none' }, {}])(
    'leave the receipts unchanged: %j',
    async (body) => {
      await post(pair.ben, pair.id, 'read me')
      const { socket } = await pair.ada.browser.connect()
      await ask(socket, 'message:read', { conversation_id: pair.id, seq: 1 })
      socket.disconnect()
      const read = await pair.ada.browser.call('GET', `/api/conversations/${pair.id}`)
      const { status, body: after } = await set(body)
      expect([status, after.unread]).toEqual([200, 0])
      expect(after.participants).toEqual(read.body.participants)
    },
  )

  test('are sent to the participant’s own sockets and to nobody else', async () => {
    const [{ socket: mine }, { socket: bens }] = await Promise.all([
      pair.ada.browser.connect(),
      pair.ben.browser.connect(),
    ])
    const heard = watch(bens, 'conversation:changed')
    const told = next(mine, 'conversation:changed')
    await set({ draft: 'a secret draft' })
    expect(await told).toEqual({ conversation_id: pair.id })
    await ask(bens, 'presence:watch', { user_ids: [] })
    expect(heard.pushes).toEqual([])
    for (const socket of [mine, bens]) socket.disconnect()
  })

  test('are not found for a conversation of other people', async () => {
    const mallory = await relay.person('Mallory')
    expect((await set({ muted: true }, mallory)).body.error.code).toBe('not_found')
  })
})

describe('marking unread', () => {
  test('moves last_read_seq back, and reading undoes this in every tab', async () => {
    for (const body of ['one', 'two', 'three']) await post(pair.ben, pair.id, body)
    const { socket } = await pair.ada.browser.connect()
    const { socket: otherTab } = await pair.ada.browser.connect()
    const read = (seq: number) => ask(socket, 'message:read', { conversation_id: pair.id, seq })
    await read(3)
    expect((await set({ unread_from: 2 })).body).toMatchObject({
      unread: 2,
      me: { marked_unread: true },
    })
    const told = watch(otherTab, 'conversation:changed')
    expect(await read(3)).toMatchObject({ unread: 0, last_read_seq: 3 })
    await told.until((all) => all.length > 0)
    expect(await view(pair.ada, pair.id)).toMatchObject({ unread: 0, me: { marked_unread: false } })
    for (const one of [socket, otherTab]) one.disconnect()
  })

  test('never moves forward, and shows a badge even where no message is unread', async () => {
    await post(pair.ben, pair.id, 'one')
    expect((await set({ unread_from: 9 })).body).toMatchObject({ unread: 1 })
    const me = (person: { user_id: string }) => person.user_id === pair.ada.id
    expect((await view(pair.ada, pair.id)).participants.find(me)?.last_read_seq).toBe(0)
    const mine = await post(pair.ada, pair.id, 'mine')
    await set({ unread_from: mine.seq })
    const { body } = await pair.ada.browser.call('GET', '/api/conversations?filter=unread')
    expect(body.items).toMatchObject([{ id: pair.id, me: { marked_unread: true } }])
  })

  test('reaches another device by its sync', async () => {
    await post(pair.ben, pair.id, 'one')
    const { socket, hello } = await pair.ada.browser.connect()
    await ask(socket, 'message:read', { conversation_id: pair.id, seq: 1 })
    const { last_ver } = await view(pair.ada, pair.id)
    const known = {
      epoch: hello.epoch,
      cursors: { [pair.id]: last_ver },
      receipts: { [pair.id]: 1 },
    }
    expect(await ask(socket, 'sync', known)).toMatchObject({ items: [] })
    await set({ unread_from: 1 })
    expect(await ask(socket, 'sync', known)).toMatchObject({
      items: [{ conversation: { unread: 1, me: { marked_unread: true } } }],
    })
    socket.disconnect()
  })

  test('and muting reach another device by its sync, and nobody else', async () => {
    const [mine, theirs] = await Promise.all([
      pair.ada.browser.connect(),
      pair.ben.browser.connect(),
    ])
    const known = { epoch: mine.hello.epoch, cursors: { [pair.id]: 0 }, receipts: { [pair.id]: 0 } }
    await set({ muted: true })
    expect(await ask(mine.socket, 'sync', known)).toMatchObject({
      items: [{ conversation: { me: { muted: true, own_ver: 1 } } }],
    })
    expect(await ask(theirs.socket, 'sync', known)).toMatchObject({ items: [] })
    for (const { socket } of [mine, theirs]) socket.disconnect()
  })
})

test('unread mentions are counted, except those by a blocked person', async () => {
  const { socket } = await pair.ada.browser.connect()
  for (let n = 0; n < 3; n++) await post(pair.ben, pair.id, `message ${n}`)
  await relay.sql`
    update messages set mentions = ${[pair.ada.id]}::uuid[]
    where conversation_id = ${pair.id} and seq > 1`
  expect((await own()).mentions).toBe(2)
  await ask(socket, 'message:read', { conversation_id: pair.id, seq: 2 })
  expect((await own()).mentions).toBe(1)
  await pair.ada.browser.call('PUT', `/api/people/${pair.ben.id}/block`)
  expect(await view(pair.ada, pair.id)).toMatchObject({ unread: 0, me: { mentions: 0 } })
  socket.disconnect()
})

describe('pinning and archiving a conversation', () => {
  const places = async ({ browser }: TestPerson) =>
    (await browser.call('GET', '/api/conversations')).body.items as Conversation[]
  const archived = async ({ browser }: TestPerson) =>
    (
      (await browser.call('GET', '/api/conversations?filter=archived')).body.items as Conversation[]
    ).map(({ id }) => id)

  test('is told to all devices, and to nobody else', async () => {
    const [mine, bens] = [await pair.ada.browser.connect(), await pair.ben.browser.connect()]
    const [heard, others] = [mine, bens].map(({ socket }) => watch(socket, 'conversation:changed'))
    const { body } = await set({ pinned: true })
    expect(body.me.pinned_at).toMatch(/Z$/)
    await heard!.until((pushes) => pushes.length === 1)
    expect((await set({ pinned: true })).body.me.pinned_at).toBe(body.me.pinned_at)
    expect((await own(pair.ben)).pinned_at).toBeNull()
    expect((await set({ archived: true })).body.me).toMatchObject({
      pinned_at: null,
      archived_seq: 0,
    })
    expect(await archived(pair.ada)).toEqual([pair.id])
    expect(await archived(pair.ben)).toEqual([])
    expect((await set({ pinned: true })).body.me.archived_seq).toBeNull()
    expect((await set({ pinned: false })).body.me.pinned_at).toBeNull()
    expect((await set({ pinned: true, archived: true })).body.error.code).toBe('invalid_request')
    await heard!.until((pushes) => pushes.length === 5)
    expect(others!.pushes).toEqual([])
  })

  test('an archived conversation comes back with a message, and a muted one does not', async () => {
    await set({ archived: true })
    await post(pair.ben, pair.id, 'hello')
    expect(await archived(pair.ada)).toEqual([])
    // Muting it now does not archive it again.
    await set({ muted: true })
    expect(await archived(pair.ada)).toEqual([])
    await set({ archived: true })
    await post(pair.ben, pair.id, 'are you there?')
    expect(await archived(pair.ada)).toEqual([pair.id])
    // It stays in the archive when the person unmutes it, until the next message.
    await set({ muted: false })
    expect(await archived(pair.ada)).toEqual([pair.id])
    await post(pair.ben, pair.id, 'hello?')
    expect(await archived(pair.ada)).toEqual([])
  })

  test('five conversations are pinned at most, also by tabs that pin at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 7 }, async (_, n) => {
        const body = { kind: 'GROUP', title: `Group ${n}`, participant_ids: [] }
        return (await pair.ada.browser.call('POST', '/api/conversations', { body })).body
          .id as string
      }),
    )
    const pin = (id: string, pinned = true) =>
      pair.ada.browser.call('PUT', `/api/conversations/${id}/me`, { body: { pinned } })
    const answers = await Promise.all(ids.map((id) => pin(id)))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.map(({ body }) => body.error.code)).toEqual(['too_many_pins', 'too_many_pins'])
    const pinned = (await places(pair.ada)).filter(({ me }) => me.pinned_at !== null)
    expect(pinned).toHaveLength(5)
    const [left, other] = pinned
    await pair.ada.browser.call(
      'DELETE',
      `/api/conversations/${left!.id}/participants/${pair.ada.id}`,
    )
    await pin(other!.id, false)
    const free = ids.filter((id) => !pinned.some((one) => one.id === id))
    for (const id of free) expect((await pin(id)).status).toBe(200)
  })

  test('a sync brings a pinned conversation, however long it is since it was active', async () => {
    await set({ pinned: true })
    await relay.sql`
      with made as (
        insert into conversations (kind, title) select 'GROUP', 'Newer ' || n from generate_series(1, 60) n
        returning id
      )
      insert into conversation_participants (conversation_id, user_id, role)
      select id, ${pair.ada.id}, 'owner' from made`
    const { socket } = await pair.ada.browser.connect()
    const sync = async () => {
      const answer = await ask(socket, 'sync', { epoch: null, cursors: {} })
      return (answer as unknown as SyncAnswer).items.map(({ conversation }) => conversation.id)
    }
    expect(await sync()).toContain(pair.id)
    await set({ pinned: false })
    expect(await sync()).not.toContain(pair.id)
  })
})
