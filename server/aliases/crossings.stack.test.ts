import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { post, send, view } from '../../testing/conversations.ts'
import { removePerson } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import {
  createDarkRoom,
  createRoom,
  enterDarkRoom,
  joinRoom,
} from '../../testing/rooms-of-people.ts'
import { watch } from '../../testing/watch.ts'
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
let bens: string
beforeEach(async () => {
  id = (await createDarkRoom(ada)).id
  bens = (await enterDarkRoom(ben, id)).body.me.user_id
})

const code = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) =>
  body?.error?.code ?? status
const call = (who: TestPerson, method: string, path: string, body?: object) =>
  who.browser.call(method, `/api${path}`, body === undefined ? {} : { body })

test('no tab of a person who left hears of the room any more', async () => {
  const other = await createRoom(ada)
  await joinRoom(ben, other.id)
  const { socket } = await ben.browser.connect()
  const { socket: adas } = await ada.browser.connect()
  // The tab shows the dark room, and then another one.
  await ask(socket, 'conversation:join', { conversation_id: id })
  await ask(socket, 'conversation:leave', { conversation_id: id })
  const heard = watch(socket, 'room:activity')
  expect((await removePerson(ben, id, { ...ben, id: bens })).status).toBe(204)
  await send(adas, id, 'after')
  await send(adas, other.id, 'in a room where Ben is')
  await heard.until((pushes) => pushes.length > 0)
  expect(heard.pushes.map((push) => push.id)).toEqual([other.id])
  for (const one of [socket, adas]) one.disconnect()
})

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

  test('name no alias from their end on, whether or not they are collected yet', async () => {
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

describe('a report in a dark room', () => {
  let mod: TestPerson
  beforeAll(async () => {
    mod = await relay.person('Mod')
    await relay.sql`update profiles set role = 'moderator' where id = ${mod.id}`
  })

  const report = (who: TestPerson, target: object) =>
    call(who, 'POST', '/reports', { reason: 'harassment', note: 'look', ...target })
  const claimed = async () => (await call(mod, 'POST', '/moderation/reports/claim')).body.report
  const detailsOf = async (reportId: string) =>
    (await call(mod, 'GET', `/moderation/reports/${reportId}`)).body
  const decide = (one: { id: string; version: number }, actions: string[], seconds?: number) =>
    call(mod, 'POST', `/moderation/reports/${one.id}/actions`, {
      ...{ actions, version: one.version, reason: 'Against the rules.' },
      ...(seconds !== undefined && { seconds }),
    })
  const write = (who: TestPerson, place = id) =>
    call(who, 'POST', `/conversations/${place}/messages`, { client_id: randomUUID(), body: 'x' })
  const noticesOf = async (who: TestPerson) =>
    (await call(who, 'GET', '/moderation/notices')).body.items as { id: string; action: string }[]
  /** Nothing that a moderator reads, and no row but those of who is behind an alias, names an account. */
  const expectNoAccount = (seen: unknown) => {
    for (const who of [ada, ben]) {
      for (const name of [who.id, who.email]) expect(JSON.stringify(seen)).not.toContain(name)
    }
  }
  const rowsAbout = (alias: string) => relay.sql`
    select to_jsonb(r) as row from reports r where r.subject_id = ${alias}
    union all select to_jsonb(n) from private.report_notes n join reports r on r.id = n.report_id
      where r.subject_id = ${alias}
    union all select to_jsonb(a) from private.moderation_actions a where a.subject_id = ${alias}
    union all select to_jsonb(x) from private.restrictions x where x.account_id = ${alias}
    union all select to_jsonb(l) from audit_log l where l.subject_id = ${alias}`

  test('names aliases to the moderator, mutes the alias alone, and an appeal keeps the mask', async () => {
    const { id: messageId } = await post(ben, id, 'rude')
    const elsewhere = await createDarkRoom(ada)
    await enterDarkRoom(ben, elsewhere.id)
    expect(code(await report(ben, { message_id: messageId }))).toBe('not_found')
    expect(code(await report(mod, { message_id: messageId }))).toBe('not_found')
    expect(code(await report(ada, { message_id: messageId }))).toBe(200)
    const one = await claimed()
    expect(one.subject).toMatchObject({ id: bens, username: '' })
    expect(code(await decide(one, ['suspend']))).toBe('conflict')
    expect(code(await decide(one, ['warn', 'mute', 'hide'], 600))).toBe(204)
    expect(code(await write(ben))).toBe('muted')
    expect((await write(ben)).body.error.retry_after).toBeGreaterThan(500)
    expect(code(await write(ben, elsewhere.id))).toBe(201)
    const notices = await noticesOf(ben)
    expect(notices.map(({ action }) => action).toSorted()).toEqual(['hide', 'mute', 'warn'])
    expect(await noticesOf(ada)).toEqual([])
    const mute = notices.find(({ action }) => action === 'mute')!
    const appeal = await call(ben, 'POST', `/moderation/notices/${mute.id}/appeal`, { text: 'No!' })
    expect(code(appeal)).toBe(204)
    const appealed = await claimed()
    expect(appealed.subject).toMatchObject({ id: bens })
    expect(code(await decide(appealed, ['release']))).toBe(204)
    expect(code(await write(ben))).toBe(201)
    expectNoAccount([await detailsOf(one.id), await detailsOf(appealed.id)])
    expectNoAccount(await rowsAbout(bens))
  })

  test('takes an alias, by people of its room only, and joins no two aliases of a person', async () => {
    const elsewhere = await createDarkRoom(ada)
    const other = (await enterDarkRoom(ben, elsewhere.id)).body.me.user_id as string
    expect(code(await report(mod, { user_id: bens }))).toBe('not_found')
    expect(code(await report(ben, { user_id: bens }))).toBe('invalid_request')
    for (const alias of [bens, other]) {
      expect(code(await report(ada, { user_id: alias }))).toBe(200)
      const one = await claimed()
      expect(one.subject).toMatchObject({ id: alias })
      const details = await detailsOf(one.id)
      expect([details.earlier, details.earlier_actions]).toEqual([[], []])
      expectNoAccount(details)
      expect(code(await decide(one, ['warn']))).toBe(204)
    }
    expectNoAccount(await rowsAbout(bens))
  })

  test('removes an alias from its room, and its author is found also after the end of the message', async () => {
    const { id: messageId } = await post(ben, id, 'a threat')
    await report(ada, { message_id: messageId })
    const one = await claimed()
    expect(code(await decide(one, ['remove', 'delete']))).toBe(204)
    expect(code(await write(ben))).toBe('not_found')
    expect(code(await enterDarkRoom(ben, id))).toBe('forbidden')
    await relay.sql`update messages set sender_id = null where id = ${messageId}`
    const unmask = { report_id: one.id, reason: 'threats' }
    const { body } = await call(mod, 'POST', '/rooms/unmask', unmask)
    expect(body.person).toMatchObject({ id: ben.id })
    expectNoAccount(await rowsAbout(bens))
  })

  test('about an alias of a moderator is not shown to that moderator', async () => {
    const mods = (await enterDarkRoom(mod, id)).body.me.user_id as string
    expect(code(await report(ada, { user_id: mods }))).toBe(200)
    expect(await claimed()).toBeNull()
    await relay.sql`update reports set decided_at = now() where subject_id = ${mods}`
  })

  test('cannot be made of what has ended, and copies nothing of it', async () => {
    const [old, young] = [await post(ben, id, 'old'), await post(ben, id, 'young')]
    await relay.sql`
      update messages set expires_at = now() - interval '1 second' where id = ${old.id}`
    expect(code(await report(ada, { message_id: old.id }))).toBe('not_found')
    expect(code(await report(ada, { message_id: young.id }))).toBe(200)
    const { context } = await detailsOf((await claimed()).id)
    expect(context.map(({ body }: { body: string }) => body)).toEqual(['', '', 'young'])
  })
})
