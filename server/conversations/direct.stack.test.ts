import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, next } from '../../testing/browser.ts'
import { openDirect, startDirect } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import { conversation, type Conversation } from '../../wire/conversations.ts'
import type { SyncAnswer } from '../../wire/sync.ts'

let relay: TestRelay
let ada: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
  ada = await relay.person('Ada')
})
afterAll(() => relay.close())

const create = (person: TestPerson, body: object) =>
  person.browser.call('POST', '/api/conversations', { body: { kind: 'DIRECT', ...body } })

describe('a DIRECT conversation', () => {
  test('is made once, and the counterpart sees it with its first message', async () => {
    const ben = await relay.person('Ben')
    const [{ socket: adas }, { socket: bens }] = await Promise.all([
      ada.browser.connect(),
      ben.browser.connect(),
    ])
    const told = next(adas, 'conversation:new')
    const heard = ['conversation:new', 'typing:start'].map((event) =>
      watch(bens, event as 'typing:start'),
    )
    const made = await create(ada, { participant_ids: [ben.id] })
    expect(made.status).toBe(201)
    conversation.parse(made.body)
    expect(made.body).toMatchObject({
      kind: 'DIRECT',
      title: null,
      last_seq: 0,
      last_ver: 0,
      last_message: null,
      unread: 0,
    })
    const names = made.body.participants.map((one: { display_name: string }) => one.display_name)
    expect(names.toSorted()).toEqual(['Ada', 'Ben'])
    expect(await told).toEqual({ conversation: made.body })

    const { id } = made.body as Conversation
    const path = `/api/conversations/${id}`
    const listed = async () =>
      (await ben.browser.call('GET', '/api/conversations')).body.items as Conversation[]
    const synced = async () =>
      (await ask(bens, 'sync', { epoch: null, cursors: {} })) as unknown as SyncAnswer
    await ask(adas, 'typing:start', { conversation_id: id })
    expect(await listed()).toEqual([])
    expect((await synced()).items).toEqual([])
    expect((await ben.browser.call('GET', path)).body.error.code).toBe('not_found')
    const suggested = await ben.browser.call('GET', '/api/people/suggested')
    expect(suggested.body.items).toEqual([])
    expect(heard.flatMap(({ pushes }) => pushes)).toEqual([])

    const arrives = next(bens, 'message:new')
    const shown = next(bens, 'conversation:new')
    await ada.browser.call('POST', `${path}/messages`, {
      body: { client_id: randomUUID(), body: 'hi' },
    })
    expect((await arrives).messages).toMatchObject([{ body: 'hi' }])
    const me = { ...made.body.me, user_id: ben.id }
    const { conversation: toBen } = await shown
    const { active_at, participants, last_message } = toBen
    expect(toBen).toEqual({
      ...{ ...made.body, last_seq: 1, last_ver: 1, unread: 1, me },
      ...{ active_at, participants, last_message },
    })
    expect(await listed()).toEqual([toBen])
    expect((await synced()).items).toMatchObject([{ conversation: { id } }])

    const again = await create(ben, { participant_ids: [ada.id] })
    expect(again).toMatchObject({ status: 200, body: { id: made.body.id } })
  })

  test('shows at both from the start when the counterpart opens it too', async () => {
    const ben = await relay.person('Ben')
    const { id } = await openDirect(ada, ben)
    const { socket } = await ben.browser.connect()
    const told = next(socket, 'conversation:new')
    expect((await openDirect(ben, ada)).id).toBe(id)
    expect((await told).conversation.id).toBe(id)
    socket.disconnect()
  })

  test('that nobody wrote in is gone with the account that opened it', async () => {
    const [cleo, ben] = [await relay.person('Cleo'), await relay.person('Ben')]
    await openDirect(cleo, ben)
    await relay.sql`delete from auth.users where id = ${cleo.id}`
    expect((await ben.browser.call('GET', '/api/conversations')).body.items).toEqual([])
  })

  test('is only one when fifty requests come at once from both people', async () => {
    const [one, two] = [await relay.person(), await relay.person()]
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        n % 2 === 0
          ? create(one, { participant_ids: [two.id] })
          : create(two, { email: one.email }),
      ),
    )
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49)
    const rows = await relay.sql`
      select from conversation_participants where conversation_id = ${answers[0]!.body.id}`
    expect(rows).toHaveLength(2)
  })

  test('is found by the counterpart’s address, in upper or lower case', async () => {
    const ben = await relay.person('Ben')
    const made = await create(ada, { email: ben.email.toUpperCase() })
    expect(made.status).toBe(201)
    expect((await startDirect(ben, ada)).id).toBe(made.body.id)
  })

  test('is not started with an unconfirmed address: it may belong to a different person', async () => {
    const ben = await relay.person('Ben')
    await relay.sql`update auth.users set email_confirmed_at = null where id = ${ben.id}`
    expect((await create(ada, { email: ben.email })).body.error.code).toBe('not_found')
  })

  test.each([
    ['nobody', () => ({ participant_ids: [randomUUID()] }), 'not_found'],
    ['an address nobody has', () => ({ email: 'nobody@example.com' }), 'not_found'],
    ['oneself', () => ({ participant_ids: [ada.id] }), 'invalid_request'],
    ['one’s own address', () => ({ email: ada.email }), 'invalid_request'],
    ['no person', () => ({}), 'invalid_request'],
    ['two', () => ({ participant_ids: [randomUUID(), randomUUID()] }), 'invalid_request'],
    ['both ways', () => ({ participant_ids: [ada.id], email: ada.email }), 'invalid_request'],
    ['an unknown field', () => ({ email: ada.email, title: 'x' }), 'invalid_request'],
    ['another kind', () => ({ kind: 'GROUP', email: ada.email }), 'invalid_request'],
  ])('with %s is refused', async (_, body, code) => {
    expect((await create(ada, body())).body.error.code).toBe(code)
  })

  test('goes on when the counterpart’s account is deleted', async () => {
    const ben = await relay.person('Ben')
    const { id } = await startDirect(ada, ben)
    const path = `/api/conversations/${id}`
    const message = (body: string) => ({ body: { client_id: randomUUID(), body } })
    await ben.browser.call('POST', `${path}/messages`, message('goodbye'))
    await relay.sql`delete from auth.users where id = ${ben.id}`

    const seen = await ada.browser.call('GET', path)
    expect(seen.body).toMatchObject({
      unread: 1,
      last_message: { sender_id: null, event: { type: 'account_deleted' } },
      participants: [{ user_id: ada.id }],
    })
    conversation.parse(seen.body)
    const list = await ada.browser.call('GET', '/api/conversations')
    expect(list.body.items.map((item: { id: string }) => item.id)).toContain(id)
    const history = await ada.browser.call('GET', `${path}/messages`)
    expect(history.body.items[0]).toMatchObject({ body: 'goodbye', sender_id: null, ver: 2 })
    expect((await ada.browser.call('POST', `${path}/messages`, message('hello?'))).status).toBe(201)
  })
})
