import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { post, view } from '../../testing/conversations.ts'
import { removePerson, setRole } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import {
  changeRoom,
  createDarkRoom,
  enterDarkRoom,
  joinRoom,
  roomAsSeenBy,
  searchRooms,
} from '../../testing/rooms-of-people.ts'
import { watch } from '../../testing/watch.ts'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { isOfDarkRoom } from '../../wire/ids.ts'
import type { Message } from '../../wire/messages.ts'
import type { Room } from '../../wire/rooms/rooms.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' })
  ;[ada, ben, cleo] = (await Promise.all(
    ['Ada', 'Ben', 'Cleo'].map((name) => relay.person(name)),
  )) as [TestPerson, TestPerson, TestPerson]
})
afterAll(() => relay.close())

const code = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) =>
  body?.error?.code ?? status
const get = async (person: TestPerson, path: string) =>
  (await person.browser.call('GET', path)).body
const write = (person: TestPerson, id: string, client_id: string = randomUUID()) =>
  person.browser.call('POST', `/api/conversations/${id}/messages`, {
    body: { client_id, body: 'hello' },
  })
/** A dark room of Ada in which Ben is too. */
async function darkRoom(): Promise<{ id: string; adas: string; bens: string }> {
  const room = await createDarkRoom(ada)
  const entered = await enterDarkRoom(ben, room.id)
  return { id: room.id, adas: room.me.user_id, bens: entered.body.me.user_id }
}

describe('a dark room', () => {
  test('is entered only by those who agree to its notice, and named as dark in the list', async () => {
    const refused = await ada.browser.call('POST', '/api/rooms', {
      body: { kind: 'DARK_ROOM', title: 'Dark' },
    })
    expect(code(refused)).toBe('invalid_request')
    const { id, title } = await createDarkRoom(ada)
    expect(code(await joinRoom(ben, id))).toBe('invalid_request')
    expect(code(await write(ben, id))).toBe('not_found')
    const found = (await searchRooms(ben, title!)).body.items as Room[]
    expect(found).toMatchObject([{ id, kind: 'DARK_ROOM', is_member: false, member_count: 1 }])
    expect((await enterDarkRoom(ben, id)).status).toBe(200)
    // Coming back needs no second agreement.
    expect((await joinRoom(ben, id)).status).toBe(200)
    expect((await roomAsSeenBy(ben, id)).body).toMatchObject({ is_member: true, member_count: 2 })
  })

  test('gives everybody one alias, which stays when they leave and come back', async () => {
    const { id, adas, bens } = await darkRoom()
    expect([isOfDarkRoom(id), isOfDarkRoom(adas), isOfDarkRoom(bens)]).toEqual([true, true, true])
    expect((await removePerson(ben, id, { ...ben, id: bens })).status).toBe(204)
    expect(code(await write(ben, id))).toBe('not_found')
    expect((await enterDarkRoom(ben, id)).body.me.user_id).toBe(bens)
    const other = await createDarkRoom(ada)
    expect(other.me.user_id).not.toBe(adas)
  })

  test('is in the list and in sync, and its messages carry aliases', async () => {
    const { id, adas, bens } = await darkRoom()
    const sent = await post(ben, id, 'hello')
    expect(sent.sender_id).toBe(bens)
    const list = (await get(ada, '/api/conversations')).items as Conversation[]
    expect(list.find((one) => one.id === id)).toMatchObject({
      kind: 'DARK_ROOM',
      unread: 1,
      me: { user_id: adas, alias: { writes_from: null } },
    })
    const { socket } = await ada.browser.connect()
    const synced = await ask(socket, 'sync', { epoch: null, cursors: {} })
    socket.disconnect()
    const { items, people } = synced as unknown as {
      items: { conversation: Conversation; items: Message[] }[]
      people: { id: string; display_name: string }[]
    }
    const dark = items.find(({ conversation }) => conversation.id === id)!
    expect(dark.items.map(({ sender_id }) => sender_id)).toEqual([adas, bens])
    expect(people.find((one) => one.id === bens)!.display_name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+/)
  })

  test('lists aliases by their random ids, with roles and nothing else', async () => {
    const { id, adas, bens } = await darkRoom()
    await enterDarkRoom(cleo, id)
    expect((await setRole(ada, id, { ...ben, id: bens }, 'admin')).status).toBe(200)
    const { items } = (await get(cleo, `/api/conversations/${id}/participants`)) as {
      items: Participant[]
    }
    expect(items.map(({ user_id }) => user_id)).toEqual(items.map(({ user_id }) => user_id).sort())
    expect(new Set(items.map(({ role }) => role)).size).toBe(3)
    expect(items.find(({ user_id }) => user_id === adas)!.role).toBe('owner')
    expect(items.every(({ username, avatar_url }) => username === '' && avatar_url === null)).toBe(
      true,
    )
    const named = await get(cleo, `/api/conversations/${id}/people?ids=${bens},${ada.id}`)
    expect(named.items.map((one: { id: string }) => one.id)).toEqual([bens])
  })

  test('lets an alias edit, delete and react, and a moderator remove an alias for good', async () => {
    const { id, bens } = await darkRoom()
    const sent = await post(ben, id, 'hello')
    const path = `/api/messages/${sent.id}`
    expect((await ben.browser.call('PUT', path, { body: { body: 'changed' } })).status).toBe(200)
    expect(code(await cleo.browser.call('PUT', path, { body: { body: 'mine' } }))).toBe('not_found')
    const reacted = await ada.browser.call('PUT', `${path}/reactions/${encodeURIComponent('👍')}`)
    expect(isOfDarkRoom(reacted.body.reactions[0].user_ids[0])).toBe(true)
    expect((await ben.browser.call('DELETE', path)).status).toBe(204)
    expect((await removePerson(ada, id, { ...ben, id: bens })).status).toBe(204)
    expect(code(await enterDarkRoom(ben, id))).toBe('forbidden')
    expect((await changeRoom(ada, id, { locked: true })).body.room.locked).toBe(true)
  })

  test('stores a message once, however often it is sent, and shows others another client_id', async () => {
    const { id } = await darkRoom()
    const client_id = randomUUID()
    const [first, again] = [await write(ben, id, client_id), await write(ben, id, client_id)]
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id])
    expect([first.body.client_id, again.body.client_id]).toEqual([client_id, client_id])
    const { body } = await ada.browser.call('GET', `/api/messages/${first.body.id}`)
    expect(body.client_id).not.toBe(client_id)
  })

  test('blocks an alias alone, and only within its room', async () => {
    const { id, adas, bens } = await darkRoom()
    const block = (person: TestPerson, alias: string) =>
      person.browser.call('PUT', `/api/people/${alias}/block`)
    expect(code(await block(cleo, bens))).toBe('not_found')
    expect(code(await block(ada, adas))).toBe('invalid_request')
    const { socket } = await ada.browser.connect()
    const told = watch(socket, 'blocks:changed')
    expect((await block(ada, bens)).status).toBe(204)
    await told.until((all) => all.length === 1)
    const blocked = async () =>
      (await get(ada, '/api/blocks')).items.map((one: { id: string }) => one.id)
    expect(await blocked()).toEqual([bens])
    expect((await post(ben, id, 'still here')).sender_id).toBe(bens)
    await ada.browser.call('DELETE', `/api/people/${bens}/block`)
    expect(await blocked()).toEqual([])
    // The event names nobody: it goes to the sockets of the account.
    await told.until((all) => all.length === 2)
    expect(told.pushes).toEqual([{}, {}])
    socket.disconnect()
  })

  test('is found by no search of messages, and no alias by a search of people', async () => {
    const { id, bens } = await darkRoom()
    const word = `w${randomUUID().replaceAll('-', '')}`
    await post(ben, id, word)
    expect(
      await relay.sql`select from private.search_queue q join messages m on m.id = q.message_id
      where m.conversation_id = ${id}`,
    ).toEqual([])
    expect((await get(ada, `/api/search?q=${word}`)).items).toEqual([])
    expect(code(await ada.browser.call('GET', `/api/search?q=${word}&in=${id}`))).toBe('not_found')
    const { name } = (await view(ben, id)).me.alias!
    expect((await get(ada, `/api/people?q=${encodeURIComponent(name)}`)).items).toEqual([])
    const start = { kind: 'DIRECT', participant_ids: [bens] }
    const answer = await ada.browser.call('POST', '/api/conversations', { body: start })
    expect(code(answer)).toBe('not_found')
  })

  test('is read and not written by an account that is too new', async () => {
    const { id } = await darkRoom()
    await relay.sql`update private.aliases set writes_from = now() + interval '1 hour'
      where conversation_id = ${id} and user_id = ${ben.id}`
    expect(code(await write(ben, id))).toBe('forbidden')
    const sent = await post(ada, id, 'hello')
    const reaction = `/api/messages/${sent.id}/reactions/${encodeURIComponent('👍')}`
    expect(code(await ben.browser.call('PUT', reaction))).toBe('forbidden')
    expect(Date.parse((await view(ben, id)).me.alias!.writes_from!)).toBeGreaterThan(Date.now())
  })

  test('deletes text, reactions and alias of a message after a day, and keeps its place', async () => {
    const { id, adas, bens } = await darkRoom()
    const [old, young] = [await post(ben, id, 'old'), await post(ben, id, 'young')]
    await ada.browser.call('PUT', `/api/messages/${old.id}/reactions/${encodeURIComponent('👍')}`)
    await setRole(ada, id, { ...ben, id: bens }, 'admin')
    const before = await view(ada, id)
    await relay.sql`
      update messages set created_at = created_at - interval '25 hours'
      where conversation_id = ${id} and id <> ${young.id}`
    await relay.sql`select private.end_dark_messages(100)`
    const { items } = await get(ada, `/api/conversations/${id}/messages`)
    expect(items.map((one: Message) => one.sender_id)).toEqual([null, null, bens, null])
    expect(items[1]).toMatchObject({ seq: old.seq, body: '', reactions: [] })
    expect(items[1].deleted_at).not.toBeNull()
    expect(JSON.stringify(items)).not.toContain(adas)
    const changes = await get(ada, `/api/conversations/${id}/changes?after_ver=${before.last_ver}`)
    expect(changes.items.map((one: Message) => one.ver)).toEqual(
      [1, 2, 3].map((n) => before.last_ver + n),
    )
    expect(changes.last_ver).toBe(before.last_ver + 3)
    await relay.sql`select private.end_dark_messages(100)`
    expect((await view(ada, id)).last_ver).toBe(before.last_ver + 3)
  })

  test('forgets an alias after seven days, and keeps it when the account is deleted', async () => {
    const { id, adas, bens } = await darkRoom()
    const dora = await relay.person('Dora')
    const doras = (await enterDarkRoom(dora, id)).body.me.user_id as string
    await relay.sql`delete from auth.users where id = ${dora.id}`
    const { items } = await get(ben, `/api/conversations/${id}/participants`)
    expect(items.map((one: Participant) => one.user_id)).toContain(doras)
    expect(await relay.sql`select user_id from private.aliases where id = ${doras}`).toEqual([
      { user_id: null },
    ])
    await relay.sql`update private.aliases set last_wrote_on = current_date - 8
      where conversation_id = ${id} and id <> ${bens}`
    await relay.sql`select private.forget_aliases(100)`
    expect(code(await ada.browser.call('GET', `/api/conversations/${id}`))).toBe('not_found')
    expect(await view(ben, id)).toMatchObject({ me: { role: 'owner' }, participant_count: 1 })
    expect(
      await relay.sql`select from private.accounts where id in ${relay.sql([adas, doras])}`,
    ).toEqual([])
  })
})

describe('looking up who is behind an alias', () => {
  const report = async (messageId: string) => {
    const [row] = await relay.sql<{ id: string }[]>`
      insert into reports (kind, reason, message_id, context)
      select 'message', 'harassment', id, jsonb_build_array(jsonb_build_object('id', id, 'sender_id', sender_id))
      from messages where id = ${messageId} returning id`
    return row!.id
  }
  const unmask = (person: TestPerson, report_id: string) =>
    person.browser.call('POST', '/api/rooms/unmask', { body: { report_id, reason: 'threats' } })

  test('needs a moderator and a report, is logged, and is told to the person in their room', async () => {
    const { id, bens } = await darkRoom()
    const { id: messageId } = await post(ben, id, 'a threat')
    const reportId = await report(messageId)
    expect(code(await unmask(ada, reportId))).toBe('forbidden')
    await relay.sql`update profiles set role = 'moderator' where id = ${cleo.id}`
    expect(code(await unmask(cleo, randomUUID()))).toBe('not_found')
    expect((await unmask(cleo, reportId)).body.person).toMatchObject({ id: ben.id })
    const told = async (person: TestPerson) =>
      (await get(person, `/api/rooms/${id}/unmaskings`)).items
    expect(await told(ben)).toEqual([{ at: expect.any(String), reason: 'threats' }])
    expect(await told(ada)).toEqual([])
    const log = await relay.sql`
      select actor_id, details from audit_log where action = 'alias_unmasked' and subject_id = ${bens}`
    expect(log).toEqual([{ actor_id: cleo.id, details: 'threats' }])
    await relay.sql`update profiles set role = 'member' where id = ${cleo.id}`
  })

  test('is told once when its answer was lost, and again when it is another look-up', async () => {
    const { id, bens } = await darkRoom()
    const reportId = await report((await post(ben, id, 'a threat')).id)
    const [mira, noah] = [await relay.person('Mira'), await relay.person('Noah')]
    await relay.sql`update profiles set role = 'moderator' where id in (${mira.id}, ${noah.id})`
    const found = await Promise.all([unmask(mira, reportId), unmask(mira, reportId)])
    expect(found.map(({ body }) => body.person.id)).toEqual([ben.id, ben.id])
    const lines = async () => {
      const [log] = await relay.sql<{ count: number }[]>`
        select count(*)::int from audit_log where action = 'alias_unmasked' and subject_id = ${bens}`
      const { items } = await get(ben, `/api/rooms/${id}/unmaskings`)
      return [items.length, log!.count]
    }
    expect(await lines()).toEqual([1, 1])
    await unmask(noah, reportId)
    expect(await lines()).toEqual([2, 2])
    await relay.sql`
      update private.unmaskings set at = now() - interval '16 minutes' where moderator_id = ${mira.id}`
    await unmask(mira, reportId)
    const body = { report_id: reportId, reason: 'another reason' }
    await mira.browser.call('POST', '/api/rooms/unmask', { body })
    expect(await lines()).toEqual([4, 4])
  })

  test('finds nobody for a message that its sender wrote under their own name', async () => {
    await relay.sql`update profiles set role = 'moderator' where id = ${cleo.id}`
    const body = { kind: 'DIRECT', participant_ids: [ben.id] }
    const direct = (await ada.browser.call('POST', '/api/conversations', { body })).body
    const { id } = await post(ada, direct.id, 'hello')
    expect(code(await unmask(cleo, await report(id)))).toBe('conflict')
    await relay.sql`update profiles set role = 'member' where id = ${cleo.id}`
  })
})
