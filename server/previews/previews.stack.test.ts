import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { next } from '../../testing/browser.ts'
import { openPair, post, view, type TestPair } from '../../testing/conversations.ts'
import { eventually } from '../../testing/eventually.ts'
import { PNG } from '../../testing/images.ts'
import { decide } from '../../testing/moderation.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { createDarkRoom } from '../../testing/rooms-of-people.ts'
import { openWebSite, type WebSite } from '../../testing/web-site.ts'
import type { Message } from '../../wire/messages.ts'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { deleteWhatIsOld } from '../upkeep/retention.ts'

let site: WebSite
let relay: TestRelay
let pair: TestPair
/** The work that the relay does at fixed times. */
const runs: (() => Promise<void>)[] = []
beforeAll(async () => {
  site = await openWebSite()
  const env = { PARLEY_LINK_PREVIEWS: 'fetch', PARLEY_DARK_ROOM_ACCOUNT_HOURS: '0' }
  relay = await openTestRelay(env, undefined, {
    internet: site.internet,
    repeat(_milliseconds, run) {
      runs.push(run)
      return () => undefined
    },
  })
  pair = await openPair(relay)
  site.page('/picture.png', PNG, { 'content-type': 'image/png' })
})
afterAll(async () => {
  await relay.close()
  await site.close()
})

const call = (who: TestPerson, method: string, path: string, body?: object) =>
  who.browser.call(method, `/api${path}`, body === undefined ? {} : { body })
const read = async (who: TestPerson, { id }: Message): Promise<Message> =>
  (await call(who, 'GET', `/messages/${id}`)).body
const address = (path: string) => `http://site.example${path}`
const askedFor = (path: string) => site.asked.filter((one) => one === path).length
const picture = (who: TestPerson, { id }: Message) =>
  fetch(`${relay.url}/api/messages/${id}/preview`, {
    headers: { cookie: who.browser.cookieHeader },
  })

/** A new page that has a title and the picture. */
function newPage(title: string): string {
  const path = `/${randomUUID()}`
  site.page(path, `<title>${title}</title><meta property="og:image" content="/picture.png">`)
  return path
}

async function shown(message: Message, who = pair.ben): Promise<Message> {
  await eventually('a preview', async () => (await read(who, message)).preview !== undefined)
  return read(who, message)
}

/** Resolves when everything that was asked for before is done: previews are made in order. */
async function settled(): Promise<void> {
  await shown(await post(pair.ada, pair.id, address(newPage('The end'))))
}

test('a message gets the preview of its first link, as a change that everybody receives', async () => {
  const { ada, ben, id } = pair
  const path = newPage('A <em>page</em> &amp; more')
  const { socket } = await ben.browser.connect()
  const edited = next(socket, 'message:edited')
  const sent = await post(ada, id, `look: ${address(path)}#part, and http://site.example/other`)
  expect(sent).not.toHaveProperty('preview')
  const { messages } = await edited
  const preview = {
    address: address(path),
    title: 'A <em>page</em> & more',
    site: 'site.example',
    has_picture: true,
  }
  expect(messages).toEqual([{ ...sent, ver: expect.any(Number), preview }])
  expect(messages[0]!.ver).toBeGreaterThan(sent.ver)
  const { last_ver, last_seq } = await view(ben, id)
  expect([last_ver, last_seq]).toEqual([messages[0]!.ver, sent.seq])
  const changes = await call(ben, 'GET', `/conversations/${id}/changes?after_ver=${sent.ver}`)
  expect(changes.body.items).toEqual(messages)
  expect(askedFor('/other')).toBe(0)
})

test('the picture comes from the relay, as it drew it, and only to those who may read the message', async () => {
  const { ada, ben, id } = pair
  const message = await shown(await post(ada, id, address(newPage('A page'))))
  const answer = await picture(ben, message)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({
    format: 'webp',
    width: 256,
  })
  expect((await picture(await relay.person('Eve'), message)).status).toBe(404)
  await call(ada, 'DELETE', `/messages/${message.id}`)
  expect((await picture(ben, message)).status).toBe(404)
  expect(await read(ben, message)).not.toHaveProperty('preview')
})

test('a page is fetched once for all messages that link to it', async () => {
  const { ada, ben, id } = pair
  const path = newPage('Often')
  await Promise.all([post(ada, id, address(path)), post(ben, id, `again ${address(path)}`)])
  await shown(await post(ada, id, address(path)))
  await eventually('three previews', async () => {
    const history = await call(ada, 'GET', `/conversations/${id}/messages`)
    const items = history.body.items as Message[]
    return items.filter(({ preview }) => preview?.title === 'Often').length === 3
  })
  expect(askedFor(path)).toBe(1)
})

test('an edit that takes the link away takes the preview away, and another link brings another', async () => {
  const { ada, id } = pair
  const [first, second] = [newPage('First'), newPage('Second')]
  const message = await shown(await post(ada, id, address(first)))
  const edit = async (body: string) =>
    (await call(ada, 'PUT', `/messages/${message.id}`, { body })).body
  expect(await edit(`still ${address(first)}`)).toHaveProperty('preview.title', 'First')
  expect(await edit('nothing here')).not.toHaveProperty('preview')
  expect(await edit(`now ${address(second)}`)).not.toHaveProperty('preview')
  expect((await shown(message)).preview!.title).toBe('Second')
  await edit(`back to ${address(first)}`)
  await eventually('the first', async () => (await read(ada, message)).preview?.title === 'First')
  expect(askedFor(first)).toBe(1)
})

test('the writer, and nobody else, takes a preview away for good', async () => {
  const { ada, ben, id } = pair
  const path = newPage('Unwanted')
  const message = await shown(await post(ada, id, address(path)))
  const remove = (who: TestPerson) => call(who, 'DELETE', `/messages/${message.id}/preview`)
  expect((await remove(ben)).status).toBe(403)
  expect((await remove(await relay.person('Eve'))).status).toBe(404)
  expect((await remove(ada)).body).not.toHaveProperty('preview')
  expect(await read(ben, message)).not.toHaveProperty('preview')
  expect((await remove(ada)).status).toBe(200)
  await call(ada, 'PUT', `/messages/${message.id}`, { body: `again ${address(path)}` })
  await settled()
  expect(await read(ben, message)).not.toHaveProperty('preview')
})

test('a writer sends a link without a preview, and no site is asked', async () => {
  const path = newPage('Never')
  const body = { client_id: randomUUID(), body: address(path), preview: false }
  const sent = await call(pair.ada, 'POST', `/conversations/${pair.id}/messages`, body)
  expect(sent.status).toBe(201)
  await settled()
  await call(pair.ada, 'PUT', `/messages/${sent.body.id}`, { body: `edited ${address(path)}` })
  await settled()
  expect(await read(pair.ben, sent.body)).not.toHaveProperty('preview')
  expect(askedFor(path)).toBe(0)
})

test('a message that a filter keeps for review is released as it was written, with its mentions and without a preview', async () => {
  const { ada, ben, id } = pair
  const mod = await relay.person('Mod')
  await relay.sql`update profiles set role = 'moderator' where id = ${mod.id}`
  const filter = { kind: 'word', value: 'roulette', action: 'review' }
  await call(mod, 'POST', '/moderation/filters', filter)
  const path = newPage('Never, also not later')
  const written = {
    ...{ client_id: randomUUID(), body: `roulette, @My Friend: ${address(path)}` },
    ...{ mentions: [{ name: 'My Friend', user_id: ben.id }], preview: false },
  }
  const send = (other: object = {}) =>
    call(ada, 'POST', `/conversations/${id}/messages`, { ...written, ...other })
  expect((await send()).body.error.code).toBe('in_review')
  const other = { mentions: [{ name: 'My Friend', user_id: ada.id }] }
  expect((await send(other)).body.error.code).toBe('in_review')
  const { report: review } = (await call(mod, 'POST', '/moderation/reports/claim')).body
  expect((await decide(mod, review, ['release'])).status).toBe(204)
  const { body: released } = await send()
  expect(released.mentions).toEqual([ben.id])
  expect(released.mention_names).toEqual(['My Friend'])
  await settled()
  expect(await read(ben, released)).not.toHaveProperty('preview')
  expect(askedFor(path)).toBe(0)
})

test('nothing is fetched for a dark room, for code, or where the settings forbid it', async () => {
  const { ada, id } = pair
  const [dark, code, off] = [newPage('Dark'), newPage('Code'), newPage('Off')]
  await post(ada, (await createDarkRoom(ada)).id, address(dark))
  await post(ada, id, `\`${address(code)}\``)
  const quiet = await buildApp(readConfig({ ...relay.env, PARLEY_LINK_PREVIEWS: 'off' }), site)
  const sent = await quiet.inject({
    method: 'POST',
    url: `/api/conversations/${id}/messages`,
    headers: { cookie: ada.browser.cookieHeader, origin: relay.url, 'x-parley-client': '1' },
    payload: { client_id: randomUUID(), body: address(off) },
  })
  expect(sent.statusCode).toBe(201)
  await quiet.close()
  await settled()
  expect([dark, code, off].map(askedFor)).toEqual([0, 0, 0])
})

test('the next relay fetches the pages that a killed relay has left', async () => {
  const { ada, id } = pair
  const path = newPage('Left')
  const message = await post(ada, id, 'a text')
  await relay.sql`
    with page as (
      insert into private.link_previews (address, claimed_at, created_at)
      values (${address(path)}, now() - interval '2 minutes', now() - interval '2 minutes') returning id
    )
    insert into private.message_previews (message_id, preview_id) select ${message.id}, id from page`
  for (const run of runs) await run()
  expect((await shown(message)).preview!.title).toBe('Left')
})

test('upkeep deletes previews that no message shows, and gives up pages that cannot be fetched', async () => {
  const { ada, id } = pair
  const [kept, gone] = [newPage('Kept'), newPage('Gone')]
  await shown(await post(ada, id, address(kept)))
  const deleted = await shown(await post(ada, id, address(gone)))
  await call(ada, 'DELETE', `/messages/${deleted.id}`)
  await relay.sql`
    update private.link_previews set created_at = now() - interval '2 hours'
    where address in (${address(kept)}, ${address(gone)})`
  await relay.sql`
    insert into private.link_previews (address, created_at) values ('http://stuck.example/', now() - interval '2 hours')`
  const days = { endedSessionDays: 30, auditAddressDays: 90, decidedReportDays: 180 }
  expect(await deleteWhatIsOld(relay.sql, days)).toMatchObject({ previews: 2 })
  const rows = await relay.sql<{ address: string }[]>`select address from private.link_previews`
  const left = rows.map((row) => row.address)
  expect(left).toContain(address(kept))
  expect(left).not.toContain(address(gone))
})
