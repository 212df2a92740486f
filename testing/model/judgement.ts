import type postgres from 'postgres'
import { roomOf } from '../../server/realtime/socket-types.ts'
import { openDB } from 'idb'
import { requireSame } from './differences.ts'
import type { StoredPending } from '../../client/realtime/database/database.ts'
import type { Device } from './device.ts'
import type { Diary } from './diary.ts'
import { listed } from './operations.ts'
import { rowsAs, rowsOf, viewOf, type View } from './views.ts'
import type { World } from './world.ts'

const SETTLING_MS = 3_000

/** Every device loads everything, and a fresh device does too. All of them must show what the database holds. */
export async function judge(world: World, diary: Diary, sql: postgres.Sql): Promise<void> {
  const devices = [...world.devices]
  const fresh = diary.people.map((person) => world.addDevice(person, 'fresh'))
  await world.rest(SETTLING_MS)
  for (const device of world.devices) openAll(device)
  await world.rest(SETTLING_MS)

  requireSame('the faults and an empty list', [...world.told.faults, ...diary.faults], [])
  requireSame('the sent events and the rows', await world.told.unknown(sql), [])
  const views = new Map(fresh.map((device) => [device.person, viewOf(device)]))
  for (const device of devices) {
    const theirs = views.get(device.person)
    requireSame(`what ${device.name} shows and a fresh device`, viewOf(device), theirs)
  }
  for (const [person, view] of views) {
    requireSame(
      `what ${person.name} may read and the rows`,
      rowsOf(view),
      await rowsAs(sql, person, view.timelines),
    )
  }
  hearsItsOwnAlone(world, views)
  await isDense(sql, diary)
  await isAllSent(world, sql, diary)
}

/** It also loads again what failed, as its button does. */
function openAll(device: Device): void {
  const { timelines } = device.messenger.getState()
  for (const { id } of listed(device)) {
    if (!device.opened.has(id) || timelines[id]?.status === 'failed') device.open(id)
  }
}

/**
 * The rooms of a socket are exactly the conversations of its person. A removed person then gets no event, and every
 * participant gets all of them.
 */
function hearsItsOwnAlone({ relays }: World, views: Map<{ id: string }, View>): void {
  const theirs = new Map(
    [...views].map(([{ id }, { conversations }]) => [
      id,
      conversations.map((one) => roomOf.conversation(one.id)).sort(),
    ]),
  )
  for (const { rooms, data } of relays.flatMap(({ io }) => [...io.sockets])) {
    const heard = [...rooms].filter((room) => room.startsWith(roomOf.conversation(''))).sort()
    requireSame('rooms and conversations', heard, theirs.get(data.session.userId))
  }
}

async function isDense(sql: postgres.Sql, { people }: Diary): Promise<void> {
  const faults = await sql`
    select c.id from public.conversations c
    cross join lateral (
      select count(*) as messages, coalesce(max(seq), 0) as seq, coalesce(max(ver), 0) as ver
      from public.messages m where m.conversation_id = c.id
    ) stored
    where c.id in (
      select conversation_id from public.conversation_participants
      where user_id = any(${people.map(({ id }) => id)}::uuid[])
    ) and (stored.messages <> c.last_seq or stored.seq <> c.last_seq or stored.ver <> c.last_ver)`
  requireSame('gaps in seq or ver and an empty list', [...faults], [])
}

/**
 * Every message that a device kept is stored once, in the order of writing. A message that was finally refused is shown
 * as failed.
 */
async function isAllSent(world: World, sql: postgres.Sql, { written, people }: Diary) {
  const rows = await sql<{ client_id: string; conversation_id: string }[]>`
    select client_id, conversation_id from public.messages
    where kind = 'text' and sender_id = any(${people.map(({ id }) => id)}::uuid[])
    order by conversation_id, seq`
  const places = new Map(rows.map(({ client_id }, at) => [client_id, at]))
  requireSame('different messages and stored rows', places.size, rows.length)
  for (const device of world.devices) {
    const theirs = written.filter((one) => one.device === device)
    const missing = theirs.filter(({ clientId }) => !places.has(clientId))
    const failed = new Set(await failedOn(device))
    requireSame(
      'messages that are neither stored nor failed and an empty list',
      missing.filter(({ clientId }) => !failed.has(clientId)).map(({ body }) => body),
      [],
    )
    for (const id of new Set(theirs.map((one) => one.conversationId))) {
      const order = theirs
        .filter((one) => one.conversationId === id && places.has(one.clientId))
        .map(({ clientId }) => places.get(clientId)!)
      requireSame(
        'the stored order and the order of writing',
        order,
        order.toSorted((a, b) => a - b),
      )
    }
  }
}

/** The messages in the outbox that have finally failed. */
async function failedOn(device: Device): Promise<string[]> {
  const database = await device.do(() => openDB(`parley-${device.person.id}`))
  const outbox = (await database.getAll('outbox')) as StoredPending[]
  database.close()
  return outbox.filter(({ failed }) => failed !== null).map(({ client_id }) => client_id)
}
