import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask, next, type TestSocket } from '../../testing/browser.ts'
import { openPair, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'

let relay: TestRelay
let pair: TestPair
let adas: TestSocket
let bens: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())
beforeEach(async () => {
  pair = await openPair(relay)
  ;[{ socket: adas }, { socket: bens }] = await Promise.all([
    pair.ada.browser.connect(),
    pair.ben.browser.connect(),
  ])
  return () => [adas, bens].forEach((socket) => socket.disconnect())
})

const show = (show_presence: boolean, person: TestPerson = pair.ada) =>
  person.browser.call('PUT', '/api/profile', { body: { show_presence } })
const look = async (socket: TestSocket, whom: TestPerson) => {
  const ack = await ask(socket, 'presence:watch', { user_ids: [whom.id] })
  if (!ack.ok) throw new Error(ack.error.code)
  return ack.people[0]
}
const nothing = (of: TestPerson) => ({ user_id: of.id, online: false, last_seen_at: null })

describe('a person who hides their presence', () => {
  test('goes offline for watchers at once, and comes back when they show it again', async () => {
    expect(await look(bens, pair.ada)).toMatchObject({ online: true })
    const gone = next(bens, 'user:offline')
    expect((await show(false)).body.show_presence).toBe(false)
    expect(await gone).toEqual(nothing(pair.ada))
    expect(await look(bens, pair.ada)).toEqual(nothing(pair.ada))
    const back = next(bens, 'user:online')
    await show(true)
    expect(await back).toMatchObject({ user_id: pair.ada.id, online: true })
  })

  test('causes no event when they connect or disconnect', async () => {
    await show(false)
    await relay.sql`update profiles set last_seen_at = now() where id = ${pair.ada.id}`
    await look(bens, pair.ada)
    const told = [watch(bens, 'user:online'), watch(bens, 'user:offline')]
    adas.disconnect()
    // The last socket counts as gone after the grace period, when the time is stored.
    const before = await seenAt()
    await expect.poll(seenAt, { timeout: 10_000 }).not.toEqual(before)
    const { socket } = await pair.ada.browser.connect()
    expect(await look(bens, pair.ada)).toEqual(nothing(pair.ada))
    expect(told.flatMap(({ pushes }) => pushes)).toEqual([])
    socket.disconnect()
  })

  test('sees no presence of other people from that moment', async () => {
    expect(await look(adas, pair.ben)).toMatchObject({ online: true })
    const gone = next(adas, 'user:offline')
    await show(false)
    expect(await gone).toEqual(nothing(pair.ben))
    expect(await look(adas, pair.ben)).toEqual(nothing(pair.ben))
    const told = [watch(adas, 'user:online'), watch(adas, 'user:offline')]
    await show(false, pair.ben)
    await show(true, pair.ben)
    await ask(adas, 'presence:watch', { user_ids: [] })
    expect(told.flatMap(({ pushes }) => pushes)).toEqual([])
    // They still see themselves.
    expect(await look(adas, pair.ada)).toMatchObject({ user_id: pair.ada.id })
  })

  test('gets the setting with their profile, and keeps it when another field changes', async () => {
    await show(false)
    const body = { display_name: 'Hidden' }
    const changed = await pair.ada.browser.call('PUT', '/api/profile', { body })
    expect(changed.body).toMatchObject({ display_name: 'Hidden', show_presence: false })
  })
})

const seenAt = async () =>
  (
    await relay.sql<{ at: Date | null }[]>`
      select last_seen_at as at from profiles where id = ${pair.ada.id}`
  )[0]?.at
