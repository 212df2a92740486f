import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, next, type TestSocket } from '../../testing/browser.ts'
import { post, send, startDirect, view } from '../../testing/conversations.ts'
import { readAsHolder } from '../../testing/data-api.ts'
import { addPeople, changeGroup, createGroup, removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createRoom, joinRoom } from '../../testing/rooms-of-people.ts'
import { watch } from '../../testing/watch.ts'
import type { ServerEvent } from '../../wire/socket.ts'

/** A person who is no longer in a group, on every path, while their sockets stay open. */
let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
let adas: TestSocket
let bens: TestSocket
let id: string
beforeAll(async () => {
  relay = await openTestRelay()
  ;[ada, ben, cleo] = await Promise.all([
    relay.person('Ada'),
    relay.person('Ben'),
    relay.person('Cleo'),
  ])
})
afterAll(() => relay.close())
beforeEach(async () => {
  id = (await createGroup(ada, 'Team', [ben, cleo])).id
  adas = (await ada.browser.connect()).socket
  bens = (await ben.browser.connect()).socket
  return () => [adas, bens].forEach((socket) => socket.disconnect())
})

const everything: ServerEvent[] = [
  'message:new',
  'message:edited',
  'message:deleted',
  'message:reactions',
  'message:read',
  'message:delivered',
  'typing:start',
  'typing:stop',
  'conversation:changed',
  'user:online',
]

async function makeNoise() {
  const sent = await send(adas, id, 'without Ben')
  if (!sent.ok) throw new Error(sent.error.code)
  await ask(adas, 'typing:start', { conversation_id: id })
  await ask(adas, 'message:read', { conversation_id: id, seq: sent.seq })
  await changeGroup(ada, id, { title: `Quiet ${randomUUID()}` })
  await ada.browser.call('PUT', `/api/messages/${sent.id}`, { body: { body: 'still without' } })
  const { socket } = await cleo.browser.connect()
  socket.disconnect()
}

describe.each(['was removed', 'left'])('a person who %s', (how) => {
  const goAway = () => removePerson(how === 'left' ? ben : ada, id, ben)

  test('gets the event, and no later event of the group', async () => {
    await ask(bens, 'presence:watch', { user_ids: [ada.id, cleo.id] })
    await ask(bens, 'typing:start', { conversation_id: id })
    const [gone, gonePage] = [next(bens, 'conversation:removed'), watch(bens, 'user:offline')]
    await goAway()
    expect(await gone).toEqual({ conversation_id: id })
    const heard = everything.map((event) => watch(bens, event))
    await makeNoise()
    // Anything that was pushed before this answer would have arrived before it.
    await ask(bens, 'presence:watch', { user_ids: [] })
    expect(heard.flatMap(({ pushes }) => pushes)).toEqual([])
    // The two people share no conversation any more, so they do not see each other's presence.
    await gonePage.until((all) => all.length === 2)
    const watched = await ask(bens, 'presence:watch', { user_ids: [ada.id] })
    expect(watched).toMatchObject({ people: [{ online: false, last_seen_at: null }] })
  })

  test('cannot reach the group by any path', async () => {
    const sent = await post(ben, id, 'while I was here')
    await goAway()
    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/messages'],
      ['GET', '/changes?after_ver=0'],
      ['POST', '/messages', { client_id: randomUUID(), body: 'let me in' }],
      ['PUT', '/me', { muted: true }],
      ['PATCH', '', { title: 'Mine' }],
      ['POST', '/participants', { user_ids: [ben.id] }],
      ['DELETE', `/participants/${ben.id}`],
    ]
    for (const [method, path, body] of calls) {
      const options = body === undefined ? {} : { body }
      const answer = await ben.browser.call(method, `/api/conversations/${id}${path}`, options)
      expect([method, path, answer.body?.error?.code]).toEqual([method, path, 'not_found'])
    }
    const own = await ben.browser.call('PUT', `/api/messages/${sent.id}`, { body: { body: 'x' } })
    expect(own.body.error.code).toBe('not_found')
    for (const event of ['typing:start', 'typing:stop', 'conversation:join'] as const) {
      const ack = await ask(bens, event, { conversation_id: id })
      expect(ack).toMatchObject({ ok: false, error: { code: 'not_found' } })
    }
    expect(await send(bens, id, 'again')).toMatchObject({ error: { code: 'not_found' } })
    const read = await ask(bens, 'message:read', { conversation_id: id, seq: 1 })
    expect(read).toMatchObject({ error: { code: 'not_found' } })
    const synced = await ask(bens, 'sync', { epoch: null, cursors: { [id]: 1 } })
    expect(synced).toMatchObject({ ok: true, items: [], removed: [id] })
    const { body } = await ben.browser.call('GET', '/api/conversations')
    expect(body.items.map((one: { id: string }) => one.id)).not.toContain(id)
  })

  test('sees nothing of it through the Data API', async () => {
    await goAway()
    const rows = await readAsHolder(
      relay.sql,
      ben.session,
      `select id::text from conversations where id = '${id}'
        union all select id::text from messages where conversation_id = '${id}'
        union all select user_id::text from conversation_participants where conversation_id = '${id}'`,
    )
    expect(rows).toEqual([])
  })

  test('does not enter the room again by reconnecting', async () => {
    await goAway()
    const { socket, hello } = await ben.browser.connect()
    expect(hello.marks).not.toHaveProperty(id)
    const heard = watch(socket, 'message:new')
    await send(adas, id, 'still without Ben')
    await ask(socket, 'presence:watch', { user_ids: [] })
    expect(heard.pushes).toEqual([])
    socket.disconnect()
  })
})

test('messages during a removal are stored before its line, or refused', async () => {
  const writing = Array.from({ length: 40 }, (_, n) => send(bens, id, `message ${n}`))
  await Promise.all([removePerson(ada, id, ben), ...writing])
  const rows = await relay.sql<{ seq: number; removed: boolean }[]>`
    select seq::int, kind = 'system' as removed from messages
    where conversation_id = ${id} and (sender_id = ${ben.id} or event ->> 'type' = 'removed')
    order by seq desc`
  expect(rows[0]?.removed).toBe(true)
})

test('a person who shares another conversation still sees their presence', async () => {
  await startDirect(ada, ben)
  await ask(bens, 'presence:watch', { user_ids: [ada.id] })
  await removePerson(ada, id, ben)
  expect(await ask(bens, 'presence:watch', { user_ids: [ada.id] })).toMatchObject({
    people: [{ online: true }],
  })
})

test('a person who shares only a room watches nobody of the group any more', async () => {
  const dora = await relay.person('Dora')
  await addPeople(ada, id, dora)
  const { socket: doras } = await dora.browser.connect()
  await joinRoom(dora, (await createRoom(ada)).id)
  await ask(doras, 'presence:watch', { user_ids: [ada.id, cleo.id] })
  const gone = watch(doras, 'user:offline')
  await removePerson(ada, id, dora)
  const told = await gone.until((all) => all.length === 3)
  expect(told.map(({ user_id }) => user_id)).toEqual(expect.arrayContaining([ada.id, cleo.id]))
  const seen = watch(doras, 'user:online')
  const { socket } = await cleo.browser.connect()
  socket.disconnect()
  await ask(doras, 'presence:watch', { user_ids: [] })
  expect(seen.pushes).toEqual([])
  doras.disconnect()
})

test('participants get a line and reload; an added person gets the group in their own view', async () => {
  await removePerson(ada, id, ben)
  const [lines, changed] = [watch(adas, 'message:new'), watch(adas, 'conversation:changed')]
  const welcome = next(bens, 'conversation:new')
  await addPeople(ada, id, ben)
  const { conversation } = await welcome
  expect(conversation).toMatchObject({ id, unread: 0, me: { role: 'member' } })
  expect(conversation).toEqual(await view(ben, id))
  const [frame] = await lines.until((all) => all.length === 1)
  expect(frame?.messages).toMatchObject([{ event: { type: 'added', user_ids: [ben.id] } }])
  await changed.until((all) => all.length === 1)
  const heard = next(bens, 'message:new')
  await send(adas, id, 'welcome back')
  expect((await heard).messages).toMatchObject([{ body: 'welcome back' }])
})
