import type postgres from 'postgres'
import { storedClientId } from '../../server/messages/send-as.ts'
import { roomOf } from '../../server/realtime/socket-types.ts'
import { openDB } from 'idb'
import { isOfDarkRoom } from '../../wire/ids.ts'
import { accountsOf, actorsOf } from './aliases.ts'
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
  for (const device of world.devices) openAll(world, device)
  await world.rest(SETTLING_MS)
  await revealNothing(world)

  requireSame('accounts beside aliases and an empty list', [...world.masks.faults], [])
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

/**
 * It also loads again what failed, as its button does. A room is opened anew: the network may have lost the request that
 * joins it, which a real connection does not do.
 */
function openAll({ rooms }: World, device: Device): void {
  const { timelines } = device.messenger.getState()
  for (const { id } of listed(device)) {
    if (device.opened.has(id) && rooms.includes(id)) device.close(id)
    if (!device.opened.has(id) || timelines[id]?.status === 'failed') device.open(id)
  }
}

/** No device keeps an account of a dark room, neither in its memory nor in its storage. */
async function revealNothing({ masks, devices }: World): Promise<void> {
  for (const device of devices) {
    masks.look(`the memory of ${device.name}`, JSON.stringify(device.messenger.getState()))
    masks.look(`the storage of ${device.name}`, JSON.stringify(await storedOn(device)))
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

async function isDense(sql: postgres.Sql, diary: Diary): Promise<void> {
  const actors = await actorsOf(sql, diary)
  const faults = await sql`
    select c.id from public.conversations c
    cross join lateral (
      select count(*) as messages, coalesce(max(seq), 0) as seq, coalesce(max(ver), 0) as ver
      from public.messages m where m.conversation_id = c.id
    ) stored
    where c.id in (
      select conversation_id from public.conversation_participants
      where user_id = any(${actors}::uuid[])
    ) and (stored.messages <> c.last_seq or stored.seq <> c.last_seq or stored.ver <> c.last_ver)`
  requireSame('gaps in seq or ver and an empty list', [...faults], [])
}

/**
 * Every message that a device kept is stored once, in the order of writing. A message that was finally refused is shown
 * as failed. A collected message of a dark room has no sender, so a second attempt after its end is stored anew. A page
 * asks before it sends something so old; here only the end was moved.
 */
async function isAllSent(world: World, sql: postgres.Sql, diary: Diary) {
  const actors = await actorsOf(sql, diary)
  const written = await storedNames(sql, diary)
  const rows = await sql<{ client_id: string; sender_id: string | null }[]>`
    select client_id, sender_id from public.messages
    where kind = 'text' and (sender_id = any(${actors}::uuid[]) or conversation_id = any(${world.rooms}::uuid[]))
    order by conversation_id, seq`
  const places = new Map(rows.map(({ client_id }, at) => [client_id, at] as const).reverse())
  const sent = rows.filter(({ sender_id }) => sender_id !== null)
  const different = new Set(sent.map(({ client_id }) => client_id))
  requireSame('different messages and stored rows', different.size, sent.length)
  for (const device of world.devices) {
    const theirs = written.filter((one) => one.device === device)
    const missing = theirs.filter(({ storedId }) => !places.has(storedId))
    const failed = new Set(await failedOn(device))
    requireSame(
      'messages that are neither stored nor failed and an empty list',
      missing.filter(({ clientId }) => !failed.has(clientId)).map(({ body }) => body),
      [],
    )
    for (const id of new Set(theirs.map((one) => one.conversationId))) {
      const order = theirs
        .filter((one) => one.conversationId === id && places.has(one.storedId))
        .map(({ storedId }) => places.get(storedId)!)
      requireSame(
        'the stored order and the order of writing',
        order,
        order.toSorted((a, b) => a - b),
      )
    }
  }
}

/** The messages that devices kept, with the ids under which they are stored. In a dark room an alias has its own. */
async function storedNames(sql: postgres.Sql, { people, written }: Diary) {
  const accounts = await accountsOf(
    sql,
    people.map(({ id }) => id),
  )
  const aliases = new Map([...accounts].map(([alias, account]) => [account, alias]))
  return written.map((one) => {
    const { clientId, conversationId, device } = one
    const isDark = isOfDarkRoom(conversationId)
    const alias = aliases.get(device.person.id) ?? ''
    return { ...one, storedId: isDark ? storedClientId(alias, clientId) : clientId }
  })
}

/** Everything that a device has stored, by the name of the store. */
async function storedOn(device: Device): Promise<Record<string, unknown[]>> {
  const database = await device.do(() => openDB(`parley-${device.person.id}`))
  const names = [...database.objectStoreNames]
  const all = await Promise.all(
    names.map(async (name) => [name, await database.getAll(name)] as const),
  )
  database.close()
  return Object.fromEntries(all)
}

/** The messages in the outbox that have finally failed. */
async function failedOn(device: Device): Promise<string[]> {
  const outbox = (await storedOn(device))['outbox'] as StoredPending[]
  return outbox.filter(({ failed }) => failed !== null).map(({ client_id }) => client_id)
}
