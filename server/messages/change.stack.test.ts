import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openGroup, openPair, post, view } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import type { Changes } from '../../wire/requests/conversations.ts'
import { message, type Message } from '../../wire/messages.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const path = (id: string) => `/api/messages/${id}`
const edit = (who: TestPerson, id: string, body: string) =>
  who.browser.call('PUT', path(id), { body: { body } })
const remove = (who: TestPerson, id: string) => who.browser.call('DELETE', path(id))
const changes = async (who: TestPerson, id: string, after: number): Promise<Changes> =>
  (await who.browser.call('GET', `/api/conversations/${id}/changes?after_ver=${after}`)).body

describe('editing', () => {
  test('changes the body, takes the next ver and sends everybody the same message', async () => {
    const { ada, ben, id } = await openPair(relay)
    const sent = await post(ada, id, 'helo')
    await post(ben, id, 'pardon?')
    const [adas, bens] = await Promise.all([ada.browser.connect(), ben.browser.connect()])
    const heard = [adas, bens].map(({ socket }) => watch(socket, 'message:edited'))
    const { status, body } = await edit(ada, sent.id, 'hello  ')
    expect(status).toBe(200)
    expect(body).toMatchObject({ seq: 1, ver: 3, body: 'hello', deleted_at: null })
    expect(body.edited_at).not.toBeNull()
    message.parse(body)
    for (const one of heard) {
      const [push] = await one.until((pushes) => pushes.length > 0)
      const author = expect.objectContaining({ id: ada.id })
      expect(push).toEqual({ conversation_id: id, messages: [body], people: [author] })
    }
    const { items, last_ver } = await changes(ben, id, 2)
    expect({ items, last_ver }).toEqual({ items: [body], last_ver: 3 })
    expect((await ben.browser.call('GET', path(sent.id))).body).toEqual(body)
  })

  test('to the same body changes nothing and sends no event', async () => {
    const { ada, ben, id } = await openPair(relay)
    const sent = await post(ada, id, 'hello')
    const { socket } = await ben.browser.connect()
    const heard = watch(socket, 'message:edited')
    expect((await edit(ada, sent.id, 'hello')).body).toMatchObject({ ver: 1, edited_at: null })
    expect((await edit(ada, sent.id, 'hello!')).body).toMatchObject({ ver: 2 })
    const pushes = await heard.until((all) => all.length > 0)
    expect(pushes).toHaveLength(1)
    expect((await view(ada, id)).last_ver).toBe(2)
  })

  test('is allowed only to the author, and only with a valid body', async () => {
    const { ada, ben, id } = await openPair(relay)
    const sent = await post(ada, id, 'mine')
    expect((await edit(ben, sent.id, 'yours')).body.error.code).toBe('forbidden')
    for (const body of ['', ' \n', 'x'.repeat(4001), 'a\0b']) {
      expect((await edit(ada, sent.id, body)).body.error.code).toBe('invalid_request')
    }
    expect((await view(ben, id)).last_message).toMatchObject({ body: 'mine', ver: 1 })
  })

  test('by several tabs at once leaves no gap in ver, and all agree on the last body', async () => {
    const { ada, ben, id } = await openPair(relay)
    const sent = await Promise.all([post(ada, id, 'a'), post(ben, id, 'b')])
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => [
        edit(ada, sent[0].id, `a${n}`),
        edit(ben, sent[1].id, `b${n}`),
        post(ada, id, `c${n}`),
      ]).flat(),
    )
    const vers = answers.map((answer) => ('ver' in answer ? answer.ver : answer.body.ver) as number)
    expect(vers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 3))
    expect((await changes(ben, id, 0)).last_ver).toBe(32)
  })
})

describe('deleting', () => {
  test('empties the message, keeps its place, and lowers the badge', async () => {
    const { ada, ben, id } = await openPair(relay)
    await post(ada, id, 'one')
    const sent = await post(ada, id, 'two')
    await ada.browser.call('PUT', `${path(sent.id)}/reactions/${encodeURIComponent('👍')}`)
    const { socket } = await ben.browser.connect()
    const heard = watch(socket, 'message:deleted')
    expect((await view(ben, id)).unread).toBe(2)
    expect(await remove(ada, sent.id)).toMatchObject({ status: 204, body: null })
    const [push] = await heard.until((all) => all.length > 0)
    expect(push?.messages).toMatchObject([{ id: sent.id, seq: 2, ver: 4, body: '', reactions: [] }])
    expect(push?.messages[0]?.deleted_at).not.toBeNull()
    expect((await view(ben, id)).unread).toBe(1)
    const receipt = await ask(socket, 'message:delivered', { conversation_id: id, seq: 2 })
    expect(receipt).toMatchObject({ ok: true, unread: 1 })
    const left = await relay.sql`select from message_reactions where message_id = ${sent.id}`
    expect(left).toHaveLength(0)
  })

  test('twice changes it once, and no further change is possible', async () => {
    const { ada, id } = await openPair(relay)
    const sent = await post(ada, id, 'gone soon')
    expect((await remove(ada, sent.id)).status).toBe(204)
    expect((await remove(ada, sent.id)).status).toBe(204)
    expect((await view(ada, id)).last_ver).toBe(2)
    const like = `${path(sent.id)}/reactions/${encodeURIComponent('👍')}`
    for (const answer of [await edit(ada, sent.id, 'back'), await ada.browser.call('PUT', like)]) {
      expect([answer.status, answer.body.error.code]).toEqual([409, 'conflict'])
    }
    // The client id stays in use: a delayed retry does not bring the body back.
    expect(await post(ada, id, 'gone soon', sent.client_id)).toMatchObject({ id: sent.id })
  })

  test('of another person’s message is for owners and admins of a group', async () => {
    const [ada, ben, cleo] = [
      await relay.person('Ada'),
      await relay.person('Ben'),
      await relay.person('Cleo'),
    ]
    const group = await openGroup([ada, ben, cleo])
    const bens = await post(ben, group.id, 'rude')
    expect((await remove(cleo, bens.id)).body.error.code).toBe('forbidden')
    expect((await remove(ada, bens.id)).status).toBe(204)
    const pair = await openPair(relay)
    const sent = await post(pair.ada, pair.id, 'hers')
    expect((await remove(pair.ben, sent.id)).body.error.code).toBe('forbidden')
    // System lines stay as they are.
    const { body } = await ada.browser.call('GET', `/api/conversations/${group.id}/messages`)
    const line = (body.items as Message[]).find(({ kind }) => kind === 'system')!
    expect((await remove(ada, line.id)).body.error.code).toBe('forbidden')
    expect((await edit(ada, line.id, 'x')).body.error.code).toBe('forbidden')
  })
})

describe('a person who is not in the conversation', () => {
  test('gets the same answer for its messages as for messages that do not exist', async () => {
    const { ada, id } = await openPair(relay)
    const [mallory, removed] = [await relay.person('Mallory'), await relay.person('Removed')]
    const sent = await post(ada, id, 'between us')
    // Not even their own messages, once they have left.
    const [own] = await relay.sql<{ id: string }[]>`
      with removed as (
        insert into conversation_participants (conversation_id, user_id, left_at)
        values (${id}, ${removed.id}, now())
      ), counted as (
        update conversations set last_seq = 2, last_ver = 2 where id = ${id}
      )
      insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
      values (${id}, 2, 2, ${removed.id}, gen_random_uuid(), 'mine') returning id`
    for (const who of [mallory, removed]) {
      for (const messageId of [sent.id, own!.id, crypto.randomUUID()]) {
        const like = `${path(messageId)}/reactions/${encodeURIComponent('👍')}`
        const answers = [
          await who.browser.call('GET', path(messageId)),
          await edit(who, messageId, 'x'),
          await remove(who, messageId),
          await who.browser.call('PUT', like),
          await who.browser.call('DELETE', like),
        ]
        for (const { status, body } of answers) {
          expect([status, body.error.code, body.error.message]).toEqual([
            404,
            'not_found',
            'There is no such message.',
          ])
        }
      }
    }
    expect((await view(ada, id)).last_ver).toBe(2)
  })

  test('or joined later, gets neither earlier messages nor their events', async () => {
    const { ada, ben, id } = await openPair(relay)
    const early = await post(ada, id, 'early')
    const late = await relay.person('Late')
    await relay.sql`
      insert into conversation_participants (conversation_id, user_id, joined_seq)
      values (${id}, ${late.id}, 1)`
    const later = await post(ada, id, 'later')
    const { socket } = await late.browser.connect()
    const heard = watch(socket, 'message:edited')
    expect((await late.browser.call('GET', path(early.id))).status).toBe(404)
    await edit(ada, early.id, 'early, edited')
    await edit(ada, later.id, 'later, edited')
    const pushes = await heard.until((all) => all.length > 0)
    expect(pushes.map(({ messages }) => messages[0]?.body)).toEqual(['later, edited'])
    const seqsOf = async (query: string) => {
      const page = await late.browser.call('GET', `/api/conversations/${id}/messages${query}`)
      return page.body.items.map(({ seq }: Message) => seq)
    }
    for (const query of ['', '?around_seq=1', '?after_seq=0']) {
      expect(await seqsOf(query)).toEqual([2])
    }
    expect(await seqsOf('?before_seq=2')).toEqual([])
    expect((await changes(late, id, 0)).items.map(({ seq }) => seq)).toEqual([2])
    expect((await changes(ben, id, 0)).items).toHaveLength(2)
  })
})

test('with a block between two people, changes may remove and may not add', async () => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'friendly')
  const like = `${path(sent.id)}/reactions/${encodeURIComponent('👍')}`
  await ada.browser.call('PUT', like)
  await relay.sql`insert into blocks (blocker_id, blocked_id) values (${ben.id}, ${ada.id})`
  expect((await edit(ada, sent.id, 'unfriendly')).body.error.code).toBe('forbidden')
  const another = `${path(sent.id)}/reactions/${encodeURIComponent('💩')}`
  for (const who of [ada, ben]) {
    expect((await who.browser.call('PUT', another)).body.error.code).toBe('forbidden')
  }
  expect((await ada.browser.call('DELETE', like)).body.reactions).toEqual([])
  expect((await remove(ada, sent.id)).status).toBe(204)
})
