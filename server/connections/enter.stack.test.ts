import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, seedDarkRoom, startDirect, type TestPair } from '../../testing/conversations.ts'
import { MemoryIo, MemorySocket } from '../../testing/model/network/memory-io.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { silent } from '../../testing/silence.ts'
import { readConfig } from '../config.ts'
import { openDatabase, type Database } from '../database/client.ts'
import type { Nodes } from '../nodes/nodes.ts'
import type { Presence } from '../presence/presence.ts'
import {
  roomOf,
  type RelayServer,
  type RelaySocket,
  type SocketData,
} from '../realtime/socket-types.ts'
import { createWork } from '../work.ts'
import { createReadHandshake } from './read-handshake.ts'
import { enter } from './enter.ts'
import { enterAgainWhenMissed } from './enter-again.ts'
import { createSecondLooks } from './second-look.ts'

/** Between the handshake of a socket and its second look, the tests change the database without any notice. */
let relay: TestRelay
let pair: TestPair
let sql: Database
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  sql = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 2 })
  await relay.sql`alter table user_sessions disable trigger user_sessions_tell_ended`
})
afterAll(async () => {
  await sql.end()
  await relay.close()
})

const work = createWork()
const readerOf = (options = {}) =>
  createReadHandshake({ sql, work }, readConfig(relay.env), options)

/** The socket of a person after its second look, and what it was sent. */
async function connect(
  { browser }: TestPerson,
  meanwhile: () => Promise<unknown>,
  beforeThirdLook: () => Promise<unknown> = async () => {},
) {
  const found = (await readerOf()(browser.cookieHeader)) as SocketData
  await meanwhile()
  const sent: string[] = []
  const wire = { leave: (event: string) => void sent.push(event), closed: () => undefined }
  const socket = new MemorySocket({ sockets: new Set() } as unknown as MemoryIo, found, wire)
  const online: unknown[] = []
  const presence = { connected: (one: unknown) => online.push(one) } as unknown as Presence
  const look = createSecondLooks(sql)
  let looks = 0
  const lookAgain: typeof look = async (session) => {
    looks += 1
    if (looks === 2) await beforeThirdLook()
    return look(session)
  }
  const edge = { sql, presence, work, log: silent, lookAgain }
  enter(socket as unknown as RelaySocket, edge)
  await socket.data.admission.settled()
  return { socket, sent, edge, isOnline: online.length === 1 }
}

const room = () => roomOf.conversation(pair.id)

test('a socket is in the rooms of its person, its session and its conversations', async () => {
  const { socket, sent, isOnline } = await connect(pair.ada, async () => {})
  const { session } = socket.data
  const own = [roomOf.user(pair.ada.id), roomOf.session(session.id), room()]
  expect([...socket.rooms].toSorted()).toEqual(own.toSorted())
  expect([sent, isOnline]).toEqual([['connection:established'], true])
})

test('a revocation between the handshake and the rooms closes the socket', async () => {
  const person = await relay.person()
  const { socket, sent } = await connect(
    person,
    () => relay.sql`update user_sessions set revoked_at = now() where user_id = ${person.id}`,
  )
  expect(socket.connected).toBe(false)
  expect(sent.slice(-2)).toEqual(['session:ended', 'connection:error'])
})

test('a removal in between takes the socket out of the room again', async () => {
  const { socket } = await connect(
    pair.ben,
    () => relay.sql`
      update conversation_participants set left_at = now()
      where conversation_id = ${pair.id} and user_id = ${pair.ben.id}`,
  )
  expect([socket.connected, socket.rooms.has(room())]).toEqual([true, false])
})

test('a person who is back at the moment when their socket leaves the room is in the room', async () => {
  const [person, other] = [await relay.person(), await relay.person()]
  const { id } = await startDirect(person, other)
  const leave = (leftAt: Date | null) => relay.sql`
    update conversation_participants set left_at = ${leftAt}
    where conversation_id = ${id} and user_id = ${person.id}`
  const { socket } = await connect(
    person,
    () => leave(new Date()),
    () => leave(null),
  )
  expect(socket.rooms.has(roomOf.conversation(id))).toBe(true)
})

test('a conversation that is new in between is joined', async () => {
  const person = await relay.person()
  const { socket } = await connect(person, () => seedDarkRoom(relay, person))
  const [joined] = await relay.sql<{ id: string }[]>`
    select conversation_id as id from conversation_participants where user_id = ${person.id}`
  expect(socket.rooms.has(roomOf.conversation(joined!.id))).toBe(true)
})

test('a socket whose node missed a removal leaves the room, and its page is told to sync', async () => {
  const [person, other] = [await relay.person(), await relay.person()]
  const { id } = await startDirect(person, other)
  const { socket, sent, edge } = await connect(person, async () => {})
  const watched = roomOf.presence(other.id)
  socket.join(watched)
  let miss = (): void => undefined
  enterAgainWhenMissed({
    io: { of: () => ({ sockets: new Map([['only', socket]]) }) } as unknown as RelayServer,
    sql,
    nodes: { listen: ({ onMissed }) => (miss = onMissed!) } as Pick<Nodes, 'listen'> as Nodes,
    log: silent,
    enter: (one) => enter(one, edge),
  })
  await relay.sql`
    update conversation_participants set left_at = now()
    where conversation_id = ${id} and user_id = ${person.id}`
  miss()
  await eventually('the socket has entered again', () => sent.length === 2)
  expect(sent).toEqual(['connection:established', 'connection:established'])
  expect([roomOf.conversation(id), watched].filter((room) => socket.rooms.has(room))).toEqual([])
  expect(socket.rooms.has(roomOf.user(person.id))).toBe(true)
})

test('sockets that look together get each their own answer, also beside a deleted session', async () => {
  const [gone, staying] = [await relay.person(), await relay.person()]
  const sessions = await Promise.all(
    [gone, staying].map(async ({ browser }) => {
      const found = (await readerOf()(browser.cookieHeader)) as SocketData
      return found.session
    }),
  )
  await relay.sql`delete from user_sessions where user_id = ${gone.id}`
  const look = createSecondLooks(sql)
  // The first look runs alone, and the others share the next statement.
  const [, ...looks] = await Promise.all([sessions[1]!, ...sessions].map(look))
  expect(looks.map(({ lives }) => lives)).toEqual([false, true])
})

test('when too many wait, each is told another time to come back', async () => {
  const readHandshake = readerOf({ maxWaiting: 0 })
  const refusals = await Promise.all(
    Array.from({ length: 20 }, () =>
      readHandshake(pair.ada.browser.cookieHeader).catch((error: unknown) => error),
    ),
  )
  const waits = refusals.map((refusal) => (refusal as { retryAfter: number }).retryAfter)
  expect(refusals).toEqual(refusals.map(() => expect.objectContaining({ code: 'unavailable' })))
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1)
  expect(Math.max(...waits)).toBeLessThanOrEqual(21)
  expect(new Set(waits).size).toBe(waits.length)
})
