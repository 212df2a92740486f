import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { callApi, codeOf } from '../../testing/moderation.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom, enterDarkRoom } from '../../testing/rooms-of-people.ts'

/** A page sends a message again in a dark room after the message, or its alias, came to an end. */
let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' })
  ;[ada, ben] = [await relay.person('Ada'), await relay.person('Ben')]
})
afterAll(() => relay.close())

const write = (who: TestPerson, room: string, draft: object) =>
  callApi(who, 'POST', `/conversations/${room}/messages`, draft)
/** Moves the clock of one message, which is as if that time had passed. */
const age = (id: string, time: string) => relay.sql`
  update messages set created_at = created_at - ${time}::interval, expires_at = expires_at - ${time}::interval
  where id = ${id}`
const textsIn = (room: string) =>
  relay.sql`select body from messages where conversation_id = ${room} and kind = 'text' order by seq`

test('a message that has ended is not stored again by a late retry', async () => {
  const { id } = await createDarkRoom(ada)
  const draft = { client_id: randomUUID(), body: 'once' }
  const first = await write(ada, id, draft)
  expect(first.status).toBe(201)
  await age(first.body.id, '25 hours')
  // It has ended, and nobody has collected it yet.
  expect(await write(ada, id, draft)).toMatchObject({
    ...{ status: 200, body: { id: first.body.id, body: '' } },
  })
  await relay.sql`select private.end_dark_messages(100)`
  const again = await write(ada, id, draft)
  expect(again).toMatchObject({
    ...{ status: 200, body: { id: first.body.id, body: '', sender_id: null } },
  })
  expect(await textsIn(id)).toHaveLength(1)
  // Another person with the same id of the program writes a message of their own.
  await enterDarkRoom(ben, id)
  expect((await write(ben, id, draft)).status).toBe(201)
})

test('after an alias was forgotten, a retry makes no second alias and says nothing twice', async () => {
  const { id } = await createDarkRoom(ada)
  const earlier = (await enterDarkRoom(ben, id)).body.me.user_id as string
  const { socket } = await ben.browser.connect()
  const draft = { client_id: randomUUID(), body: 'once', alias_id: earlier }
  const first = await write(ben, id, draft)
  expect(first.status).toBe(201)
  await age(first.body.id, '9 days')
  await relay.sql`select private.end_dark_messages(100)`
  await relay.sql`update private.aliases set last_wrote_on = current_date - 8 where id = ${earlier}`
  await relay.sql`select private.forget_aliases(100)`

  const retry = () => write(ben, id, draft)
  const bySocket = () => ask(socket, 'message:send', { conversation_id: id, ...draft })
  const aliases = async () => {
    const rows = await relay.sql<{ id: string }[]>`
      select id from private.aliases where conversation_id = ${id} and user_id = ${ben.id}`
    return rows.map((row) => row.id)
  }
  const answers = await Promise.all([retry(), retry()])
  expect(answers.map(codeOf)).toEqual(['not_found', 'not_found'])
  expect(await bySocket()).toMatchObject({ error: { code: 'not_found' } })
  expect(await aliases()).toEqual([])

  // Ben comes back in two tabs at once. He has one alias, and it is another one.
  const entries = await Promise.all([enterDarkRoom(ben, id), enterDarkRoom(ben, id)])
  const [now] = entries.map(({ body }) => body.me.user_id as string)
  expect(await aliases()).toEqual([now])
  expect(now).not.toBe(earlier)
  expect(codeOf(await retry())).toBe('not_found')
  expect(await bySocket()).toMatchObject({ error: { code: 'not_found' } })
  expect(await textsIn(id)).toEqual([{ body: '' }])
  // The alias of another person helps no more than a forgotten one.
  const forged = await write(ben, id, { ...draft, alias_id: randomUUID() })
  expect(codeOf(forged)).toBe('not_found')

  const anew = { ...draft, alias_id: now }
  const both = await Promise.all([write(ben, id, anew), write(ben, id, anew)])
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1)
  expect(await textsIn(id)).toEqual([{ body: '' }, { body: 'once' }])
  socket.disconnect()
})
