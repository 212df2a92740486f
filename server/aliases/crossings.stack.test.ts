import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { post, view } from '../../testing/conversations.ts'
import { removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, enterDarkRoom } from '../../testing/rooms-of-people.ts'
import type { Message } from '../../wire/messages.ts'

/** Dark rooms where they meet other features. The collector of ended messages runs when a test says so. */
let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
const runs: (() => Promise<void>)[] = []
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' }, undefined, {
    repeat(_milliseconds, run) {
      runs.push(run)
      return () => undefined
    },
  })
  ada = await relay.person('Ada')
  ben = await relay.person('Ben')
})
afterAll(() => relay.close())

let id: string
let adas: string
let bens: string
beforeEach(async () => {
  const room = await createDarkRoom(ada)
  ;[id, adas] = [room.id, room.me.user_id]
  bens = (await enterDarkRoom(ben, id)).body.me.user_id
})

const code = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) =>
  body?.error?.code ?? status
const call = (who: TestPerson, method: string, path: string, body?: object) =>
  who.browser.call(method, `/api${path}`, body === undefined ? {} : { body })

describe('the messages of a dark room', () => {
  test('live for a day, and nobody changes that', async () => {
    const { created_at, expires_at } = await post(ben, id, 'hello')
    expect(Date.parse(expires_at!) - Date.parse(created_at)).toBe(86_400_000)
    for (const who of [ada, ben]) {
      const answer = await call(who, 'PUT', `/conversations/${id}/message-lifetime`, {
        message_lifetime_seconds: null,
      })
      expect(code(answer)).toBe('forbidden')
    }
    expect((await view(ada, id)).message_lifetime_seconds).toBe(86_400)
  })

  test('name no alias after their end, before and after they are collected', async () => {
    const sent = await post(ben, id, 'hello')
    await relay.sql`
      update messages set created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days'
      where id = ${sent.id}`
    const read = async () => (await call(ada, 'GET', `/messages/${sent.id}`)).body as Message
    expect(await read()).toMatchObject({ sender_id: null, body: '' })
    for (const run of runs) await run()
    expect(await read()).toMatchObject({ sender_id: null, body: '' })
    expect(await relay.sql`select sender_id, body from messages where id = ${sent.id}`).toEqual([
      { sender_id: null, body: '' },
    ])
  })

  test('are pinned by the owner, for everybody in the room', async () => {
    const sent = await post(ben, id, 'hello')
    expect(code(await call(ben, 'PUT', `/messages/${sent.id}/pin`))).toBe('forbidden')
    expect(code(await call(ada, 'PUT', `/messages/${sent.id}/pin`))).toBe(200)
    const { body } = await call(ben, 'GET', `/conversations/${id}/pins`)
    expect(body).toMatchObject({ items: [{ id: sent.id, sender_id: bens }] })
    expect(JSON.stringify(body)).not.toContain(ben.id)
    const outsider = await relay.person('Outsider')
    expect(code(await call(outsider, 'GET', `/conversations/${id}/pins`))).toBe('not_found')
  })
})

test('the list of those who were removed names aliases, and one of them may come back', async () => {
  expect(code(await removePerson(ada, id, { ...ben, id: bens }))).toBe(204)
  const barred = async () => (await call(ada, 'GET', `/rooms/${id}/barred`)).body
  const found = await barred()
  expect(found.items).toMatchObject([{ id: bens, username: '', avatar_url: null }])
  expect(JSON.stringify(found)).not.toContain(ben.id)
  expect(code(await enterDarkRoom(ben, id))).toBe('forbidden')
  expect(code(await call(ada, 'DELETE', `/rooms/${id}/barred/${bens}`))).toBe(204)
  expect((await barred()).items).toEqual([])
  expect((await enterDarkRoom(ben, id)).body.me.user_id).toBe(bens)
})
