import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type TestSocket } from '../testing/browser.ts'
import { post, send } from '../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../testing/relay.ts'
import { createRoom } from '../testing/rooms-of-people.ts'
import { insertPeople } from '../testing/rows.ts'
import type { Message } from '../wire/messages.ts'

/**
 * Two rooms with the same open sockets: one has many members, the other only those who are connected. `npm run
 * bench:rooms` runs it with 2,000 sockets and 10,000 members, and prints the times.
 */
const BENCH_SOCKETS = Number(process.env['BENCH_SOCKETS'] ?? 0)
const isBench = BENCH_SOCKETS > 0
const SOCKETS = isBench ? BENCH_SOCKETS : 40
const MEMBERS = isBench ? 10_000 : 400
const PEOPLE = isBench ? 20 : 5
const OPENING_AT_ONCE = 40

let relay: TestRelay
let people: TestPerson[]
let sockets: TestSocket[] = []
let rooms: { few: string; many: string }
const times: Record<string, Record<string, number>> = {}

async function measure<T>(what: string, room: string, act: () => Promise<T>): Promise<T> {
  const begin = performance.now()
  const result = await act()
  times[what] = { ...times[what], [room]: Math.round(performance.now() - begin) }
  return result
}

/** Many at once, and not all: the queue of the kernel for new connections is short. */
async function inLanes(count: number, act: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await act(next++)
  }
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, lane))
}

const connectAll = () =>
  inLanes(SOCKETS, async (n) => {
    sockets[n] = (await people[n % PEOPLE]!.browser.connect()).socket
  })
const enterAll = (conversation_id: string) =>
  inLanes(SOCKETS, async (n) => {
    expect(await ask(sockets[n]!, 'conversation:join', { conversation_id })).toMatchObject({
      ok: true,
    })
  })

beforeAll(async () => {
  relay = await openTestRelay(
    { PARLEY_PERSON_REQUESTS: '100000' },
    undefined,
    // With few sockets too, the frames of the rooms are collected.
    isBench ? {} : { manySockets: 20 },
  )
  people = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => relay.person(`Person ${n}`)))
  const [few, many] = [await createRoom(people[0]!), await createRoom(people[0]!)]
  rooms = { few: few.id, many: many.id }
  const enlist = (roomId: string, ids: readonly string[]) => relay.sql`
    insert into conversation_participants (conversation_id, user_id, in_room)
    select ${roomId}, id, true from unnest(${[...ids]}::uuid[]) person (id)`
  const connected = people.slice(1).map(({ id }) => id)
  await enlist(few.id, connected)
  await enlist(many.id, [...connected, ...(await insertPeople(relay.sql, MEMBERS - PEOPLE))])
  await relay.sql`vacuum analyze`
}, 60_000)
afterAll(async () => {
  for (const socket of sockets) socket.disconnect()
  await relay.close()
  if (isBench) console.table(times)
})

/** Resolves when every socket heard `count` new messages of the room, with what each of them heard. */
function hearing(roomId: string, count: number): Promise<Message[][]> {
  return Promise.all(
    sockets.map(
      (socket) =>
        new Promise<Message[]>((resolve) => {
          const heard: Message[] = []
          socket.on('message:new', function take(push) {
            if (push.conversation_id !== roomId) return
            heard.push(...push.messages)
            if (heard.length < count) return
            socket.off('message:new', take)
            resolve(heard)
          })
        }),
    ),
  )
}

test(
  'everybody inside hears each message once and in order, whatever the number of members',
  { timeout: 150_000 },
  async () => {
    await measure('everybody connects', 'both', connectAll)
    for (const [name, id] of Object.entries(rooms)) {
      await measure('everybody looks at the room', name, () => enterAll(id))
      const one = hearing(id, 1)
      await measure('one message', name, async () => {
        await post(people[0]!, id, 'one')
        await one
      })
      const twenty = hearing(id, 20)
      const heard = await measure('twenty messages', name, async () => {
        for (let n = 0; n < 20; n++) await post(people[0]!, id, `message ${n}`)
        return twenty
      })
      const bodies = Array.from({ length: 20 }, (_, n) => `message ${n}`)
      for (const messages of heard) expect(messages.map(({ body }) => body)).toEqual(bodies)
      const { browser } = people[1]!
      const list = await measure('the list', name, () => browser.call('GET', '/api/conversations'))
      expect(list.body.items).toHaveLength(2)
      const page = await measure('a page of members', name, () =>
        browser.call('GET', `/api/conversations/${id}/participants`),
      )
      expect(page.body.items.length).toBeGreaterThanOrEqual(PEOPLE)
    }

    // A change of a message never comes before the message.
    const [order, last] = [new Map<TestSocket, string[]>(), sockets.length - 1]
    const edited = Promise.all(
      sockets.slice(0, last).map(
        (socket) =>
          new Promise<void>((resolve) => {
            order.set(socket, [])
            socket.on('message:new', () => void order.get(socket)!.push('new'))
            socket.on('message:edited', () => {
              order.get(socket)!.push('edited')
              resolve()
            })
          }),
      ),
    )
    const sent = await send(sockets[last]!, rooms.many, 'helo')
    if (!sent.ok) throw new Error(sent.error.message)
    const path = `/api/messages/${sent.id}`
    await people[last % PEOPLE]!.browser.call('PUT', path, { body: { body: 'hello' } })
    await edited
    for (const events of order.values()) expect(events).toEqual(['new', 'edited'])

    // A restart of the relay: everybody connects and looks at the room again.
    for (const socket of sockets) socket.disconnect()
    sockets = []
    await measure('everybody connects again', 'both', connectAll)
    await measure('everybody looks at the room again', 'many', () => enterAll(rooms.many))
  },
)
