import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, next, type TestSocket } from '../../testing/browser.ts'
import { openPair, seedDarkRoom, send, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, enterDarkRoom } from '../../testing/rooms-of-people.ts'
import { watch } from '../../testing/watch.ts'

let relay: TestRelay
let pair: TestPair
let adas: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  pair = await openPair(relay)
  adas = (await pair.ada.browser.connect()).socket
  return () => void adas.disconnect()
})

const connectBen = async () => (await pair.ben.browser.connect()).socket
async function look(...user_ids: string[]) {
  const ack = await ask(adas, 'presence:watch', { user_ids })
  if (!ack.ok) throw new Error(ack.error.code)
  return ack.people
}
const seenAt = async (id: string) =>
  (
    await relay.sql<{ at: Date | null }[]>`select last_seen_at as at from profiles where id = ${id}`
  )[0]?.at

describe('presence', () => {
  test('of an acquaintance is online with the first socket and offline after the last', async () => {
    expect(await look(pair.ben.id)).toEqual([
      { user_id: pair.ben.id, online: false, last_seen_at: null },
    ])
    const [online, offline] = [watch(adas, 'user:online'), watch(adas, 'user:offline')]
    const [one, two] = [await connectBen(), await connectBen()]
    await online.until((all) => all.length === 1)
    expect(await look(pair.ben.id)).toMatchObject([{ online: true, last_seen_at: null }])

    one.disconnect()
    two.disconnect()
    const [left] = await offline.until((all) => all.length === 1)
    expect(left).toMatchObject({ user_id: pair.ben.id, online: false })
    expect(left?.last_seen_at).toBe((await seenAt(pair.ben.id))?.toISOString())
    expect(await look(pair.ben.id)).toEqual([left])
    // Two tabs counted as one person.
    expect(online.pushes).toEqual([{ user_id: pair.ben.id, online: true, last_seen_at: null }])
  })

  test('of a deleted account ends for those who watch it', async () => {
    await look(pair.ben.id)
    const [online, offline] = [watch(adas, 'user:online'), watch(adas, 'user:offline')]
    await connectBen()
    await online.until((all) => all.length === 1)
    await relay.sql`delete from auth.users where id = ${pair.ben.id}`
    await offline.until((all) => all.length === 1)
    expect(offline.pushes).toEqual([{ user_id: pair.ben.id, online: false, last_seen_at: null }])
  })

  test('stays through a reload', async () => {
    await look(pair.ben.id)
    const pushes = [watch(adas, 'user:online'), watch(adas, 'user:offline')]
    const first = await connectBen()
    await pushes[0]!.until((all) => all.length === 1)
    first.disconnect()
    const second = await connectBen()
    // This departure is for good. If the reload had counted as one, the person would have come online twice.
    second.disconnect()
    await pushes[1]!.until((all) => all.length === 1)
    expect(pushes[0]!.pushes).toHaveLength(1)
  })

  test('of strangers is offline, existing or not, and they cause no event', async () => {
    const cleo = await relay.person('Cleo')
    await relay.sql`update profiles set last_seen_at = now() where id = ${cleo.id}`
    const { socket: cleos } = await cleo.browser.connect()
    const nobody = randomUUID()
    expect(await look(cleo.id, nobody)).toEqual(
      [cleo.id, nobody].map((user_id) => ({ user_id, online: false, last_seen_at: null })),
    )
    const online = watch(adas, 'user:online')
    cleos.disconnect()
    const { socket: cleosNext } = await cleo.browser.connect()
    cleosNext.disconnect()
    await look(pair.ben.id)
    const bens = await connectBen()
    await online.until((all) => all.length > 0)
    expect(online.pushes.map(({ user_id }) => user_id)).toEqual([pair.ben.id])
    bens.disconnect()
  })

  test('of a person whom the asker meets only under aliases is offline', async () => {
    const masked = await relay.person('Masked')
    await seedDarkRoom(relay, pair.ada, masked)
    await relay.sql`update profiles set last_seen_at = now() where id = ${masked.id}`
    const { socket } = await masked.browser.connect()
    expect(await look(masked.id)).toEqual([
      { user_id: masked.id, online: false, last_seen_at: null },
    ])
    socket.disconnect()
  })

  test('of too many people in one request is refused', async () => {
    const user_ids = Array.from({ length: 501 }, () => randomUUID())
    expect(await ask(adas, 'presence:watch', { user_ids })).toMatchObject({
      error: { code: 'invalid_request' },
    })
  })
})

describe('typing', () => {
  const typing = (event: 'typing:start' | 'typing:stop', socket: TestSocket) =>
    ask(socket, event, { conversation_id: pair.id })
  const push = () => ({ conversation_id: pair.id, user_id: pair.ada.id })

  test('is sent to the other participants and not to the writer', async () => {
    const bens = await connectBen()
    const [started, stopped] = [next(bens, 'typing:start'), next(bens, 'typing:stop')]
    const echo = watch(adas, 'typing:start')
    expect(await typing('typing:start', adas)).toEqual({ ok: true })
    expect(await started).toEqual(push())
    expect(await typing('typing:stop', adas)).toEqual({ ok: true })
    expect(await stopped).toEqual(push())
    await typing('typing:start', bens)
    await echo.until((all) => all.length > 0)
    expect(echo.pushes).toEqual([{ ...push(), user_id: pair.ben.id }])
    bens.disconnect()
  })

  test('ends with the socket', async () => {
    const bens = await connectBen()
    await typing('typing:start', adas)
    const stopped = next(bens, 'typing:stop')
    adas.disconnect()
    expect(await stopped).toEqual(push())
    bens.disconnect()
  })

  test('of an alias is never told to end: the one that goes on would be that of a socket that closed', async () => {
    const room = await createDarkRoom(pair.ada)
    await enterDarkRoom(pair.ben, room.id)
    const bens = await connectBen()
    for (const socket of [adas, bens]) {
      await ask(socket, 'conversation:join', { conversation_id: room.id })
    }
    const [starts, stops] = [watch(bens, 'typing:start'), watch(bens, 'typing:stop')]
    await ask(adas, 'typing:start', { conversation_id: room.id })
    await typing('typing:start', adas)
    const started = await starts.until((all) => all.length === 2)
    expect(started[0]).toEqual({ conversation_id: room.id, user_id: room.me.user_id })
    expect(await ask(adas, 'typing:stop', { conversation_id: room.id })).toEqual({ ok: true })
    await ask(adas, 'typing:start', { conversation_id: room.id })
    adas.disconnect()
    await stops.until((all) => all.length > 0)
    expect(stops.pushes).toEqual([push()])
    bens.disconnect()
  })

  test('that had not started does not stop', async () => {
    const bens = await connectBen()
    const stops = watch(bens, 'typing:stop')
    const said = next(bens, 'message:new')
    await typing('typing:stop', adas)
    await send(adas, pair.id, 'something else')
    await said
    expect(stops.pushes).toEqual([])
    bens.disconnect()
  })
})
