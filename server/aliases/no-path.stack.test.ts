import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import { post, view } from '../../testing/conversations.ts'
import { claimsOf } from '../../testing/database-rules/data-api-world.ts'
import {
  isOrderOfIds,
  namedAccounts,
  sharedValues,
  type Secret,
  type Seen,
} from '../../testing/dark-rooms/leaks.ts'
import { PNG } from '../../testing/images.ts'
import { postFiles, tus, uploadFile } from '../../testing/uploads.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, enterDarkRoom } from '../../testing/rooms-of-people.ts'
import type { Participant } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'

/**
 * Four people in two dark rooms, who share nothing else. The tests search everything that one of them sees for a way
 * from an alias to a person.
 */
let relay: TestRelay
let people: TestPerson[]
let rooms: string[]
let secrets: Secret[]
const lines: string[] = []
/** A name that one person got in both rooms by chance. */
let repeatedName: string[]
/** Everything that the first person saw. */
const seen: Seen[] = []
const BODY = 'what everybody writes'

beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0', LOG_LEVEL: 'debug' })
  catchLines(relay)
  people = []
  for (const name of ['Observer One', 'Berta Two', 'Cleo Three', 'Dora Four']) {
    people.push(await relay.person(name))
  }
  const [observer, ...others] = people as [TestPerson, ...TestPerson[]]
  rooms = [(await createDarkRoom(others[0]!)).id, (await createDarkRoom(others[0]!)).id]
  for (const id of rooms) for (const person of people) await enterDarkRoom(person, id)
  const { socket } = await observer.browser.connect()
  socket.onAny((event: string, value: unknown) => seen.push({ where: event, value }))
  for (const id of rooms)
    await look(`ack of ${id}`, ask(socket, 'conversation:join', { conversation_id: id }))
  secrets = await Promise.all(people.map(secretOf))
  repeatedName = await nameOfChance()
  for (const person of others) await act(person)
  await lookAround(observer, socket)
  socket.disconnect()
}, 60_000)
afterAll(() => relay.close())

/** The lines of the log, which nobody prints here. */
function catchLines({ app }: TestRelay): void {
  const symbol = Object.getOwnPropertySymbols(app.log).find(
    ({ description }) => description === 'pino.stream',
  )!
  const stream = (app.log as unknown as Record<symbol, { write(line: string): void }>)[symbol]!
  stream.write = (line) => void lines.push(line)
}

const look = async (where: string, answer: Promise<unknown>) => {
  seen.push({ where, value: await answer })
}

async function secretOf(person: TestPerson): Promise<Secret> {
  const [profile] = await relay.sql<{ username: string; display_name: string }[]>`
    select username, display_name from profiles where id = ${person.id}`
  const views = await Promise.all(rooms.map((id) => view(person, id)))
  return {
    names: [person.id, person.email, profile!.username, profile!.display_name],
    aliases: views.map(({ me }) => me.user_id),
  }
}

/**
 * Each room draws a name among a thousand, so once in some hundred runs a person has the same name in both. That is no way
 * from alias to alias. Two people with such a name would be none of chance: then both names are searched for.
 */
async function nameOfChance(): Promise<string[]> {
  const names = await relay.sql<{ name: string }[]>`
    select name from private.aliases
    where conversation_id = any(${rooms}::uuid[]) and id = any(${secrets.slice(1).flatMap(({ aliases }) => aliases)}::uuid[])
    group by user_id, name having count(*) > 1`
  return names.length === 1 ? names.map(({ name }) => name) : []
}

/** Everything that a person can do in a room. A bad program uses one `client_id` and one order everywhere. */
async function act(person: TestPerson): Promise<void> {
  const { browser } = person
  const { socket } = await browser.connect()
  const client_id = randomUUID()
  for (const conversation_id of rooms) {
    await ask(socket, 'conversation:join', { conversation_id })
    await ask(socket, 'typing:start', { conversation_id })
    const sent = await ask(socket, 'message:send', { conversation_id, client_id, body: BODY })
    const message = sent as unknown as Message
    const path = `/api/messages/${message.id}`
    await browser.call('PUT', `${path}/reactions/${encodeURIComponent('👍')}`)
    await browser.call('PUT', path, { body: { body: `${BODY} again` } })
    const quoting = { client_id: randomUUID(), body: BODY, reply_to: message.id }
    const second = await browser.call('POST', `/api/conversations/${conversation_id}/messages`, {
      body: quoting,
    })
    await browser.call('DELETE', `/api/messages/${second.body.id}`)
    const { id } = await uploadFile(person, PNG, `${person.email}.png`)
    await postFiles(person, conversation_id, [{ id }])
    await ask(socket, 'message:read', { conversation_id, seq: message.seq })
    await browser.call('PUT', `/api/conversations/${conversation_id}/me`, {
      body: { draft: BODY, muted: true },
    })
    await ask(socket, 'typing:stop', { conversation_id })
  }
  await browser.call('PATCH', '/api/account/profile', {
    body: { display_name: `${person.email} renamed` },
  })
  socket.disconnect()
}

/** Every address and event that answers a participant about rooms and people, with the headers. */
async function lookAround({ browser }: TestPerson, socket: TestSocket): Promise<void> {
  const aliases = secrets.slice(1).flatMap((secret) => secret.aliases)
  const messages: Message[] = []
  for (const id of rooms) {
    const { body } = await browser.call('GET', `/api/conversations/${id}/messages`)
    messages.push(...body.items)
  }
  const paths = [
    '/api/conversations',
    '/api/rooms',
    '/api/blocks',
    '/api/people/changes',
    `/api/search?q=${BODY.split(' ')[1]}`,
    ...rooms.flatMap((id) => [
      `/api/rooms/${id}`,
      `/api/rooms/${id}/unmaskings`,
      ...['', '/messages', '/changes?after_ver=0', '/participants'].map(
        (rest) => `/api/conversations/${id}${rest}`,
      ),
      `/api/conversations/${id}/people?ids=${aliases.join(',')}`,
    ]),
    ...messages.map(({ id }) => `/api/messages/${id}`),
    ...aliases.flatMap((id) => [`/api/pictures/${id}`, `/api/people?q=${id}`]),
  ]
  for (const path of paths) {
    const { status, body, headers } = await browser.call('GET', path)
    const { date: _, 'x-request-id': __, ...told } = Object.fromEntries(headers)
    seen.push({ where: path, value: { status, body, told } })
  }
  for (const { id } of messages.flatMap(({ files = [] }) => files)) {
    for (const path of [`/api/files/${id}/original`, `/api/uploads/${id}`]) {
      const { status, headers } = await tus({ browser }, 'GET', path)
      const { date: _, 'x-request-id': __, ...told } = Object.fromEntries(headers)
      seen.push({ where: path, value: { status, told } })
    }
  }
  for (const id of aliases) {
    const direct = { kind: 'DIRECT', participant_ids: [id] }
    for (const [method, path, body] of [
      ['POST', '/api/conversations', direct],
      ['PUT', `/api/people/${id}/block`, undefined],
      ['GET', '/api/blocks', undefined],
      ['DELETE', `/api/people/${id}/block`, undefined],
    ] as const) {
      const answer = await browser.call(method, path, body === undefined ? {} : { body })
      seen.push({ where: `${method} ${path}`, value: { status: answer.status, body: answer.body } })
    }
  }
  await look('sync', ask(socket, 'sync', { epoch: null, cursors: {} }))
  await look('presence', ask(socket, 'presence:watch', { user_ids: aliases }))
  await eventually('the last event has come', () =>
    seen.some(({ where }) => where === 'message:deleted'),
  )
}

const others = () => secrets.slice(1)
/** Texts that are the same for every person: the bodies, the rooms, and the kinds of a room and of its first line. */
const common = () =>
  new Set([
    BODY,
    `${BODY} again`,
    ...rooms,
    ...repeatedName,
    'room_created',
    'DARK_ROOM',
    ...ofPicture(),
  ])
/** Everybody sends the same picture, so what it shows is no secret. */
const ofPicture = () => {
  const text = JSON.stringify(seen)
  return ['picture', 'picture.png', 'image/png', ...(text.match(/data:image[^"]+/g) ?? [])]
}

describe('a participant', () => {
  test('saw every kind of event and answer', () => {
    const events = new Set(seen.map(({ where }) => where))
    for (const event of [
      'message:new',
      'message:edited',
      'message:deleted',
      'message:reactions',
      'typing:start',
    ]) {
      expect(events).toContain(event)
    }
    const text = JSON.stringify(seen)
    for (const { aliases } of others()) for (const alias of aliases) expect(text).toContain(alias)
  })

  test('finds no way from an alias to an account', () => {
    expect(namedAccounts(seen, others())).toEqual([])
  })

  test('finds no way from an alias to another alias of the same person', () => {
    expect(sharedValues(seen, others(), common())).toEqual([])
  })

  test('sees no order but that of random ids', () => {
    const lists = seen.filter(({ where }) => where.endsWith('/participants'))
    expect(lists).toHaveLength(2)
    for (const { value } of lists) {
      const { items } = (value as { body: { items: Participant[] } }).body
      expect(items).toHaveLength(4)
      expect(isOrderOfIds(items.map(({ user_id }) => user_id))).toBe(true)
    }
    const ids = JSON.stringify(seen).match(
      /[\da-f]{8}-[\da-f]{4}-[167][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g,
    )
    const timed = (ids ?? []).filter((id) => !isStoredClientId(id))
    expect(timed).toEqual([])
  })
})

/** A stored `client_id` is a hash, so the digit of its version is random. */
const isStoredClientId = (id: string) => JSON.stringify(seen).includes(`"client_id":"${id}"`)

/** Every row of the tables of a schema, as JSON. */
async function rowsOf(
  schema: string,
  read: (table: string) => Promise<unknown[]>,
): Promise<Seen[]> {
  const tables = await relay.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = ${schema}`
  const all = await Promise.all(
    tables.map(async ({ name }) => (await read(name)).map((value) => ({ where: name, value }))),
  )
  return all.flat()
}
const isOfRoom = ({ value }: Seen) => {
  const text = JSON.stringify(value)
  return [...rooms, ...secrets.flatMap(({ aliases }) => aliases)].some((id) => text.includes(id))
}
const everyRow = (schema: string) =>
  rowsOf(schema, (table) => relay.sql.unsafe(`select to_jsonb(t) as row from ${schema}.${table} t`))

describe('the Data API', () => {
  test('shows a participant nothing of a dark room but the settings that everybody sees', async () => {
    const { id } = people[0]!
    const [session] = await relay.sql<{ id: string }[]>`
      select supabase_session_id as id from user_sessions where user_id = ${id}`
    const claims = { ...claimsOf(id), session_id: session!.id }
    const granted = await relay.sql<{ name: string; columns: string }[]>`
      select table_name as name, string_agg(quote_ident(column_name), ', ') as columns
      from information_schema.column_privileges
      where table_schema = 'public' and grantee = 'authenticated' and privilege_type = 'SELECT'
      group by table_name`
    expect(granted.length).toBeGreaterThan(4)
    const rows: Seen[] = []
    for (const { name, columns } of granted) {
      const found = await relay.sql.begin(async (tx) => {
        await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
        await tx.unsafe('set local role authenticated')
        return tx.unsafe(`select ${columns} from public.${name}`)
      })
      rows.push(...found.map((value) => ({ where: name, value })))
    }
    expect(rows.filter(isOfRoom).map(({ where }) => where)).toEqual(['hangouts', 'hangouts'])
    expect(namedAccounts(rows, others())).toEqual([])
  })
})

describe('what is stored and told to operators', () => {
  test('no row of an exposed schema joins a dark room to an account', async () => {
    const rows = (await everyRow('public')).filter(isOfRoom)
    expect(new Set(rows.map(({ where }) => where))).toEqual(
      new Set([
        'conversations',
        'conversation_participants',
        'hangouts',
        'messages',
        'message_reactions',
      ]),
    )
    expect(namedAccounts(rows, secrets)).toEqual([])
    const joined = await relay.sql`
      select distinct conversation_id, joined_at from conversation_participants
      where conversation_id = any(${rooms}::uuid[])`
    expect(joined).toHaveLength(2)
  })

  test('one table of the hidden schema does, and no other', async () => {
    const rows = (await everyRow('private')).filter(isOfRoom)
    const naming = rows.filter((row) => namedAccounts([row], secrets).length > 0)
    expect(new Set(naming.map(({ where }) => where))).toEqual(new Set(['aliases']))
  })

  test('a file that was sent names nobody, and says nothing of its own name', async () => {
    const files = await relay.sql<{ name: string; owner_id: string | null }[]>`
      select name, owner_id from private.uploads where message_id is not null`
    expect(files).toHaveLength(6)
    expect(new Set(files.map(({ name }) => name))).toEqual(new Set(['picture.png']))
    expect(new Set(files.map(({ owner_id }) => owner_id))).toEqual(new Set([null]))
  })

  test('no line of the log and no metric holds a room beside a person', async () => {
    expect(lines.some((line) => line.includes(rooms[0]!))).toBe(true)
    const logged = lines.map((value) => ({ where: 'log', value })).filter(isOfRoom)
    expect(namedAccounts(logged, secrets)).toEqual([])
    const metrics = await fetch(`${relay.url}/metrics`)
    const text = await metrics.text()
    expect(text).toContain('parley')
    expect(isOfRoom({ where: 'metrics', value: text })).toBe(false)
  })
})

describe('the search for ways finds a planted one', () => {
  test('in a row: the account stands where the alias should', async () => {
    const [, berta] = people
    const sent = await post(berta!, rooms[0]!, BODY)
    await relay.sql`update messages set sender_id = ${berta!.id} where id = ${sent.id}`
    const rows = (await everyRow('public')).filter(isOfRoom)
    expect(namedAccounts(rows, secrets)).toHaveLength(1)
    const answer = await people[0]!.browser.call('GET', `/api/messages/${sent.id}`)
    expect(namedAccounts([{ where: 'message', value: answer.body }], others())).toHaveLength(1)
    await relay.sql`delete from messages where id = ${sent.id}`
  })

  test('in answers: the id of a program stands beside two aliases', async () => {
    const client_id = randomUUID()
    await relay.sql`
      update messages m set client_id = ${client_id}
      from (select distinct on (conversation_id) id from messages
        where sender_id = any(${secrets[1]!.aliases}::uuid[]) and kind = 'text' order by conversation_id, seq) first
      where m.id = first.id`
    const answers = await Promise.all(
      rooms.map((id) => people[0]!.browser.call('GET', `/api/conversations/${id}/messages`)),
    )
    const planted = answers.map(({ body }) => ({ where: 'history', value: body }))
    expect(sharedValues(planted, others(), common())).toHaveLength(1)
  })
})
