import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openGroup, post, send, view } from '../../testing/conversations.ts'
import { removePerson, roleOf, setRole } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import {
  changeRoom,
  createRoom,
  joinRoom,
  roomAsSeenBy,
  searchRooms,
} from '../../testing/rooms-of-people.ts'
import { watch, watchMessages } from '../../testing/watch.ts'
import type { Participant } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'
import type { Room } from '../../wire/rooms/rooms.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
let cleo: TestPerson
/** What the relay repeats every ten seconds. */
const repeated: (() => Promise<void>)[] = []
beforeAll(async () => {
  relay = await openTestRelay({}, undefined, {
    repeat: (milliseconds, task) => {
      if (milliseconds === 10_000) repeated.push(task)
      return () => undefined
    },
  })
  ;[ada, ben, cleo] = await Promise.all([
    relay.person('Ada'),
    relay.person('Ben'),
    relay.person('Cleo'),
  ])
})
afterAll(() => relay.close())

const code = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) =>
  body?.error?.code ?? status
const tryToWrite = (person: TestPerson, id: string) =>
  person.browser.call('POST', `/api/conversations/${id}/messages`, {
    body: { client_id: randomUUID(), body: 'hello' },
  })
const bodiesFor = async (person: TestPerson, id: string) => {
  const { body } = await person.browser.call('GET', `/api/conversations/${id}/messages`)
  const items = body.items as { kind: string; body: string }[]
  return items.filter(({ kind }) => kind === 'text').map((one) => one.body)
}
const passTenSeconds = () => Promise.all(repeated.map((task) => task()))

describe('a room that a person does not belong to', () => {
  test('shows its topic and numbers, and none of its messages or people', async () => {
    const { id, title } = await createRoom(ada, { topic: 'Roses and soil' })
    await post(ada, id, 'a secret of the members')
    const found = (await searchRooms(ben, title!)).body.items as Room[]
    expect(found).toEqual([
      {
        id,
        kind: 'HANGOUT',
        title,
        topic: 'Roses and soil',
        history: 'all',
        slow_mode_seconds: 0,
        locked: false,
        closed: false,
        member_count: 1,
        inside: 0,
        active_at: expect.any(String),
        is_member: false,
      },
    ])
    expect((await roomAsSeenBy(ben, id)).body).toEqual(found[0])
    const { socket } = await ben.browser.connect()
    for (const path of ['', '/messages', '/participants', '/changes?after_ver=0']) {
      expect(code(await ben.browser.call('GET', `/api/conversations/${id}${path}`))).toBe(
        'not_found',
      )
    }
    expect(code(await tryToWrite(ben, id))).toBe('not_found')
    expect(await ask(socket, 'conversation:join', { conversation_id: id })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    })
    socket.disconnect()
  })

  test('is found by a part of its topic, page by page', async () => {
    const word = randomUUID()
    for (let n = 0; n < 3; n++) await createRoom(ada, { topic: `About ${word.toUpperCase()}` })
    const all = (await searchRooms(ben, word)).body
    expect(all.items).toHaveLength(3)
    expect(all.next_cursor).toBeNull()
    await relay.sql`
      with made as (
        insert into conversations (kind, title) select 'HANGOUT', ${word} from generate_series(1, 60) returning id
      )
      insert into hangouts (conversation_id) select id from made`
    const first = (await searchRooms(ben, word)).body
    const second = (await searchRooms(ben, word, first.next_cursor)).body
    const ids = [...first.items, ...second.items].map(({ id }: Room) => id)
    expect([first.items.length, second.items.length, new Set(ids).size]).toEqual([50, 13, 63])
    expect(second.next_cursor).toBeNull()
  })

  test('that was never made is not found, and bad requests are refused', async () => {
    expect(code(await roomAsSeenBy(ben, randomUUID()))).toBe('not_found')
    expect(code(await joinRoom(ben, randomUUID()))).toBe('not_found')
    expect(code(await changeRoom(ben, randomUUID(), { topic: 'x' }))).toBe('not_found')
    for (const body of [
      { title: ' ' },
      { title: 'x', topic: 'y'.repeat(301) },
      { title: 'x', history: 'some' },
    ]) {
      expect(code(await ada.browser.call('POST', '/api/rooms', { body }))).toBe('invalid_request')
    }
  })
})

describe('joining', () => {
  test('makes a member, once, and its other tabs are told', async () => {
    const { id } = await createRoom(ada)
    expect((await joinRoom(ben, id)).status).toBe(200)
    const again = await joinRoom(ben, id)
    expect(again.body).toMatchObject({
      id,
      participant_count: 2,
      unread: 0,
      me: { role: 'member' },
    })
    expect((await roomAsSeenBy(ben, id)).body).toMatchObject({ member_count: 2, is_member: true })
    const list = (await ben.browser.call('GET', '/api/conversations')).body.items as {
      id: string
    }[]
    expect(list.map((one) => one.id)).toContain(id)
  })

  test('shows the history that the room allows, and none of it counts as unread', async () => {
    const open = await createRoom(ada, { history: 'all' })
    const later = await createRoom(ada, { history: 'joined' })
    for (const { id } of [open, later]) {
      await post(ada, id, 'before')
      await joinRoom(ben, id)
      await post(ada, id, 'after')
    }
    expect(await bodiesFor(ben, open.id)).toEqual(['before', 'after'])
    expect(await bodiesFor(ben, later.id)).toEqual(['after'])
    expect((await view(ben, open.id)).unread).toBe(1)
  })

  test('the same creation again is the same room', async () => {
    const body = { title: 'Twice', client_id: randomUUID() }
    const [one, two] = [
      await ada.browser.call('POST', '/api/rooms', { body }),
      await ada.browser.call('POST', '/api/rooms', { body }),
    ]
    expect([one.status, two.status, two.body.id]).toEqual([201, 200, one.body.id])
  })

  test('and leaving fill no timeline; the owner hands over, and an empty room gets a new owner', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    expect((await removePerson(ada, id, ada)).status).toBe(204)
    expect(roleOf(await view(ben, id), ben)).toBe('owner')
    const { body } = await ben.browser.call('GET', `/api/conversations/${id}/messages`)
    const events = (body.items as { event: { type: string } }[]).map(({ event }) => event.type)
    expect(events).toEqual(['room_created', 'role_changed'])
    await removePerson(ben, id, ben)
    expect((await roomAsSeenBy(ben, id)).body).toMatchObject({ member_count: 0, is_member: false })
    expect((await joinRoom(cleo, id)).body.me.role).toBe('owner')
  })

  test('is refused to a person whom a moderator removed', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    await joinRoom(cleo, id)
    expect(code(await removePerson(ben, id, cleo))).toBe('forbidden')
    await setRole(ada, id, ben, 'admin')
    expect((await removePerson(ben, id, cleo)).status).toBe(204)
    expect(code(await joinRoom(cleo, id))).toBe('forbidden')
    expect(code(await tryToWrite(cleo, id))).toBe('not_found')
  })

  test('is refused to a person who left before a moderator removed them', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    await joinRoom(cleo, id)
    await post(cleo, id, 'a message that nobody wants')
    await removePerson(cleo, id, cleo)
    expect(code(await removePerson(ben, id, cleo))).toBe('forbidden')
    expect((await removePerson(ada, id, cleo)).status).toBe(204)
    expect(code(await joinRoom(cleo, id))).toBe('forbidden')
    const { last_ver } = await view(ada, id)
    for (const person of [cleo, await relay.person('Dora')]) {
      expect(code(await removePerson(ada, id, person))).toBe('not_found')
    }
    expect(await view(ada, id)).toMatchObject({ last_ver, participant_count: 2 })
  })

  test('is refused when the room is closed at that moment', async () => {
    const { id } = await createRoom(ada)
    const joining = await relay.sql.begin(async (tx) => {
      await tx`select from conversations where id = ${id} for no key update`
      const begun = joinRoom(ben, id)
      await vi.waitUntil(async () => {
        const waiting = await relay.sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        return waiting.length > 0
      })
      await tx`update hangouts set closed_at = now() where conversation_id = ${id}`
      return { begun }
    })
    expect(code(await joining.begun)).toBe('not_found')
    expect((await view(ada, id)).participant_count).toBe(1)
  })
})

describe('the settings of a room', () => {
  test('are changed by its owner and moderators only, and the timeline tells it once', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    expect(code(await changeRoom(ben, id, { topic: 'Mine' }))).toBe('forbidden')
    expect(code(await changeRoom(cleo, id, { topic: 'Mine' }))).toBe('not_found')
    const change = { title: 'New name', topic: 'New', slow_mode_seconds: 30, locked: true } as const
    expect((await changeRoom(ada, id, change)).body).toMatchObject({
      title: 'New name',
      room: { topic: 'New', slow_mode_seconds: 30, locked: true, closed: false, history: 'all' },
    })
    const { last_ver } = await view(ada, id)
    await changeRoom(ada, id, change)
    expect((await view(ada, id)).last_ver).toBe(last_ver)
    await setRole(ada, id, ben, 'admin')
    expect((await changeRoom(ben, id, { locked: false })).body.room.locked).toBe(false)
  })

  test('do not belong to a group', async () => {
    const body = { kind: 'GROUP', title: 'Group', participant_ids: [] }
    const group = (await ada.browser.call('POST', '/api/conversations', { body })).body
    expect(group.room).toBeNull()
    expect(code(await changeRoom(ada, group.id, { topic: 'x' }))).toBe('forbidden')
    expect(code(await joinRoom(ben, group.id))).toBe('not_found')
    expect(code(await roomAsSeenBy(ada, group.id))).toBe('not_found')
  })

  test('a locked room takes messages of its owner and moderators only', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    await changeRoom(ada, id, { locked: true })
    expect(code(await tryToWrite(ben, id))).toBe('forbidden')
    expect((await tryToWrite(ada, id)).status).toBe(201)
    await changeRoom(ada, id, { locked: false })
    expect((await tryToWrite(ben, id)).status).toBe(201)
  })

  test('a closed room takes no message and no member, and only its members find it', async () => {
    const { id, title } = await createRoom(ada)
    await joinRoom(ben, id)
    await changeRoom(ada, id, { closed: true })
    for (const person of [ada, ben]) expect(code(await tryToWrite(person, id))).toBe('forbidden')
    expect(code(await joinRoom(cleo, id))).toBe('not_found')
    expect(code(await roomAsSeenBy(cleo, id))).toBe('not_found')
    expect((await roomAsSeenBy(ben, id)).body.closed).toBe(true)
    expect((await searchRooms(ben, title!)).body.items).toEqual([])
    await changeRoom(ada, id, { closed: false })
    expect((await joinRoom(cleo, id)).status).toBe(200)
  })

  test('nobody edits a message where they may not write, and everybody may take back what is theirs', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    const [adas, bens] = [await post(ada, id, 'hello'), await post(ben, id, 'hello')]
    const edit = (person: TestPerson, message: Message) =>
      person.browser.call('PUT', `/api/messages/${message.id}`, { body: { body: randomUUID() } })
    const react = (person: TestPerson, method = 'PUT') =>
      person.browser.call(method, `/api/messages/${adas.id}/reactions/${encodeURIComponent('👍')}`)
    await changeRoom(ada, id, { locked: true })
    expect(code(await edit(ben, bens))).toBe('forbidden')
    expect((await edit(ada, adas)).status).toBe(200)
    expect((await react(ben)).status).toBe(200)
    await changeRoom(ada, id, { locked: false, closed: true })
    for (const answer of [await edit(ben, bens), await edit(ada, adas), await react(ada)]) {
      expect(code(answer)).toBe('forbidden')
    }
    expect((await react(ben, 'DELETE')).status).toBe(200)
    expect((await ben.browser.call('DELETE', `/api/messages/${bens.id}`)).status).toBe(204)
    await changeRoom(ada, id, { closed: false })
    expect((await edit(ada, adas)).status).toBe(200)
  })

  test('slow mode makes members wait, and says how long; coming back does not shorten it', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    await changeRoom(ada, id, { slow_mode_seconds: 600 })
    const burst = await Promise.all([1, 2, 3].map(() => tryToWrite(ben, id)))
    const [refused, ...more] = burst.filter((answer) => code(answer) === 'rate_limited')
    expect([more.length, burst.filter(({ status }) => status === 201).length]).toEqual([1, 1])
    expect(refused!.body.error.retry_after).toBeGreaterThan(590)
    expect(refused!.body.error.retry_after).toBeLessThanOrEqual(600)
    await removePerson(ben, id, ben)
    await joinRoom(ben, id)
    expect(code(await tryToWrite(ben, id))).toBe('rate_limited')
    for (let n = 0; n < 2; n++) expect((await tryToWrite(ada, id)).status).toBe(201)
    await relay.sql`
      update conversation_participants set last_sent_at = now() - interval '601 seconds'
      where conversation_id = ${id} and user_id = ${ben.id}`
    expect((await tryToWrite(ben, id)).status).toBe(201)
  })
})

describe('being inside', () => {
  test('a member gets the messages of a room only while it is open', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    const [{ socket }, adas] = [await ben.browser.connect(), (await ada.browser.connect()).socket]
    const messages = watchMessages(socket)
    const conversation_id = id
    await send(adas, id, 'nobody is inside')
    const { last_ver } = await view(ada, id)
    expect(await ask(socket, 'conversation:join', { conversation_id })).toEqual({
      ok: true,
      last_ver,
    })
    await send(adas, id, 'ben is inside')
    await messages.untilCount(1)
    expect(await ask(socket, 'conversation:leave', { conversation_id })).toEqual({ ok: true })
    await send(adas, id, 'ben has gone')
    await ask(socket, 'conversation:join', { conversation_id })
    await send(adas, id, 'ben is back')
    const heard = await messages.untilCount(2)
    expect(heard.map(({ body }) => body)).toEqual(['ben is inside', 'ben is back'])
    await removePerson(ada, id, ben)
    await send(adas, id, 'ben was removed')
    await ask(socket, 'sync', { epoch: null, cursors: {} })
    expect(messages.all()).toHaveLength(2)
    for (const one of [socket, adas]) one.disconnect()
  })

  test('is counted by people, and forgotten when they go', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(ben, id)
    const [adas, bens, again] = await Promise.all(
      [ada, ben, ben].map(async ({ browser }) => (await browser.connect()).socket),
    )
    const inside = async () => {
      await passTenSeconds()
      return (await roomAsSeenBy(cleo, id)).body.inside
    }
    expect(await inside()).toBe(0)
    for (const socket of [adas!, bens!, again!]) {
      await ask(socket, 'conversation:join', { conversation_id: id })
    }
    expect(await inside()).toBe(2)
    await ask(adas!, 'conversation:leave', { conversation_id: id })
    expect(await inside()).toBe(1)
    await relay.sql`
      insert into private.hangouts_inside (conversation_id, node, inside, at)
      values (${id}, gen_random_uuid(), 5, now()), (${id}, gen_random_uuid(), 7, now() - interval '31 seconds')`
    expect(await inside()).toBe(6)
    for (const socket of [adas, bens, again]) socket!.disconnect()
  })

  test('shows nobody the receipts or the presence of another member', async () => {
    const { id } = await createRoom(ada)
    await joinRoom(cleo, id)
    await post(ada, id, 'hello')
    const { socket } = await cleo.browser.connect()
    await ask(socket, 'message:read', { conversation_id: id, seq: 2 })
    const { participants } = await view(ada, id)
    const listed = (await ada.browser.call('GET', `/api/conversations/${id}/participants`)).body
      .items as Participant[]
    for (const list of [participants, listed]) {
      expect(list.find(({ user_id }) => user_id === cleo.id)).toMatchObject({
        last_read_seq: 0,
        last_delivered_seq: 0,
        receipts_ver: 0,
      })
    }
    expect(
      (await view(cleo, id)).participants.find(({ user_id }) => user_id === cleo.id),
    ).toMatchObject({ last_read_seq: 2 })
    const adas = (await ada.browser.connect()).socket
    const watched = await ask(adas, 'presence:watch', { user_ids: [cleo.id] })
    expect(watched).toMatchObject({ people: [{ user_id: cleo.id, online: false }] })
    for (const one of [socket, adas]) one.disconnect()
  })
})

describe('a person whom a moderator removed', () => {
  const barred = (person: TestPerson, id: string) =>
    person.browser.call('GET', `/api/rooms/${id}/barred`)
  const letIn = (person: TestPerson, id: string, other: TestPerson) =>
    person.browser.call('DELETE', `/api/rooms/${id}/barred/${other.id}`)

  test('is listed for the moderators, and joins again after one lets them back in', async () => {
    const { id } = await createRoom(ada)
    for (const person of [ben, cleo]) await joinRoom(person, id)
    await removePerson(ada, id, cleo)
    for (const asked of [await barred(ben, id), await letIn(ben, id, cleo)]) {
      expect(code(asked)).toBe('forbidden')
    }
    for (const asked of [await barred(cleo, id), await letIn(cleo, id, cleo)]) {
      expect(code(asked)).toBe('not_found')
    }
    const { body } = await barred(ada, id)
    expect(body).toMatchObject({ items: [{ id: cleo.id }], next_cursor: null })
    expect((await letIn(ada, id, cleo)).status).toBe(204)
    expect((await barred(ada, id)).body.items).toEqual([])
    expect((await view(ada, id)).participant_count).toBe(2)
    expect((await joinRoom(cleo, id)).status).toBe(200)
    expect((await letIn(ada, id, cleo)).status).toBe(204)
    expect((await view(ada, id)).participant_count).toBe(3)
  })
})

describe('the list of a member', () => {
  test('hears that messages came in a room that the member does not look at', async () => {
    const { id } = await createRoom(ada)
    const group = await openGroup([ada, cleo])
    await joinRoom(cleo, id)
    const [adas, cleos, bens] = await Promise.all(
      [ada, cleo, ben].map(async ({ browser }) => (await browser.connect()).socket),
    )
    const [heard, messages] = [watch(cleos!, 'room:activity'), watchMessages(cleos!)]
    const outside = watch(bens!, 'room:activity')
    const inside = await createRoom(ada)
    await joinRoom(cleo, inside.id)
    await ask(cleos!, 'conversation:join', { conversation_id: inside.id })
    await send(adas!, inside.id, 'to those inside')
    await messages.untilCount(1)
    expect(heard.pushes).toEqual([])
    await send(adas!, id, 'one')
    await heard.until((pushes) => pushes.length === 1)
    expect(heard.pushes[0]).toEqual({ id, last_seq: (await view(cleo, id)).last_seq })
    // Inside the room the messages come, and nothing else. The next `room:activity` would come in five seconds.
    await ask(cleos!, 'conversation:join', { conversation_id: id })
    await send(adas!, id, 'two')
    await messages.untilCount(2)
    // A group is always told by its messages.
    await send(adas!, group.id, 'three')
    await messages.untilCount(3)
    expect(heard.pushes).toHaveLength(1)
    expect(outside.pushes).toEqual([])
    for (const socket of [adas, cleos, bens]) socket!.disconnect()
  })
})

test('nobody is told that a person types where they may not write', async () => {
  const { id } = await createRoom(ada)
  await joinRoom(ben, id)
  const [adas, bens] = await Promise.all(
    [ada, ben].map(async ({ browser }) => (await browser.connect()).socket),
  )
  const conversation_id = id
  for (const socket of [adas!, bens!]) await ask(socket, 'conversation:join', { conversation_id })
  const heard = watch(adas!, 'typing:start')
  const begin = (socket = bens!) => ask(socket, 'typing:start', { conversation_id })
  await changeRoom(ada, id, { locked: true })
  expect(await begin()).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(await begin(adas)).toEqual({ ok: true })
  await changeRoom(ada, id, { closed: true })
  expect(await begin(adas)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  await changeRoom(ada, id, { locked: false, closed: false })
  expect(await begin()).toEqual({ ok: true })
  await heard.until((pushes) => pushes.length > 0)
  expect(heard.pushes).toEqual([{ conversation_id, user_id: ben.id }])
  for (const socket of [adas, bens]) socket!.disconnect()
})

test('slow mode counts for each person and room by itself, and the member sees since when', async () => {
  const rooms = await Promise.all([createRoom(ada), createRoom(ada)])
  for (const [n, { id }] of rooms.entries()) {
    for (const person of [ben, cleo]) await joinRoom(person, id)
    await changeRoom(ada, id, { slow_mode_seconds: n === 0 ? 100 : 1_000 })
  }
  const client_id = randomUUID()
  const write = ({ browser }: TestPerson, id: string, once = client_id) =>
    browser.call('POST', `/api/conversations/${id}/messages`, {
      body: { client_id: once, body: 'hello' },
    })
  for (const { id } of rooms) {
    for (const person of [ben, cleo])
      expect((await write(person, id, randomUUID())).status).toBe(201)
  }
  await relay.sql`
    update conversation_participants set last_sent_at = now() - interval '50 seconds' where user_id = ${cleo.id}`
  // The messages come at once, with one client_id, and so they may share a batch.
  const waits = await Promise.all(
    [ben, cleo].flatMap((person) => rooms.map(({ id }) => write(person, id))),
  )
  const seconds = waits.map(({ body }) => body.error.retry_after as number)
  for (const [n, expected] of [100, 1_000, 50, 950].entries()) {
    expect(seconds[n]!).toBeLessThanOrEqual(expected)
    expect(seconds[n]!).toBeGreaterThan(expected - 30)
  }
  expect((await view(ben, rooms[0].id)).me.last_sent_at).toMatch(/Z$/)
  expect((await view(ada, rooms[0].id)).me.last_sent_at).toBeNull()
})

test('a person makes a few rooms an hour, and is told so', async () => {
  const limited = await openTestRelay({ PARLEY_ROOMS_PER_HOUR: '2' })
  const [one, two] = [await limited.person('One'), await limited.person('Two')]
  for (let n = 0; n < 2; n++) await createRoom(one)
  const answer = await one.browser.call('POST', '/api/rooms', { body: { title: 'Third' } })
  expect(code(answer)).toBe('rate_limited')
  expect(answer.body.error.message).toMatch(/2 rooms an hour/)
  expect(answer.body.error.retry_after).toBeGreaterThan(3_000)
  await createRoom(two)
  const body = { kind: 'GROUP', title: 'Group', participant_ids: [] }
  expect((await one.browser.call('POST', '/api/conversations', { body })).status).toBe(201)
  await limited.close()
})
