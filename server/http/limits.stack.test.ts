import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { sendBare, upgradeFrom } from '../../testing/bare.ts'
import { ask } from '../../testing/browser.ts'
import { SERVER_KEY } from '../../testing/posts.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'

let relay: TestRelay
afterEach(() => relay.close())

const limited = {
  status: 429,
  body: { error: { code: 'rate_limited', retry_after: expect.any(Number) } },
}

test('one address has a limit of requests and sockets, signed in or not', async () => {
  relay = await openTestRelay({ PARLEY_ADDRESS_REQUESTS: '8' })
  const ada = await relay.person('Ada')
  const stranger = relay.browser()
  const ask = () => stranger.call('GET', '/api/auth/session')
  const statuses: number[] = []
  for (let n = 0; n < 7; n++) statuses.push((await ask()).status)
  expect(statuses).toEqual(Array(7).fill(401))
  const refused = await ask()
  expect(refused).toMatchObject(limited)
  expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.error.retry_after)
  expect(await ada.browser.call('GET', '/api/conversations')).toMatchObject(limited)
  await expect(ada.browser.connect()).rejects.toMatchObject({
    data: { code: 'rate_limited', retry_after: expect.any(Number) },
  })
  // Monitoring requests are not counted.
  expect((await stranger.call('GET', '/livez')).status).toBe(200)
})

test('one address has a limit of connections, also of unauthenticated ones', async () => {
  relay = await openTestRelay({ PARLEY_ADDRESS_REQUESTS: '3' })
  const path = '/socket.io/?EIO=4&transport=polling'
  // An empty `sid` counts as none; a poll with a `sid` is no new connection.
  for (const end of ['', '&sid=', '&sid=x&sid=']) {
    expect((await fetch(`${relay.url}${path}${end}`)).status).toBe(200)
  }
  const refused = await relay.browser().call('GET', path)
  expect(refused).toMatchObject(limited)
  expect(Number(refused.headers.get('retry-after'))).toBe(refused.body.error.retry_after)
  expect(await sendBare(relay.url, upgradeFrom(relay.url))).toMatchObject(limited)
  // The two limits are separate: the limit of sockets comes first, because the page can read that refusal.
  expect((await relay.browser().call('GET', '/api/auth/session')).status).toBe(401)
})

test('a header changes the address only behind a trusted proxy', async () => {
  relay = await openTestRelay({ PARLEY_ADDRESS_REQUESTS: '3', PARLEY_TRUSTED_PROXIES: '1' })
  const from = (address: string) =>
    relay.browser().call('GET', '/api/auth/session', { headers: { 'x-forwarded-for': address } })
  for (let n = 0; n < 3; n++) await from('203.0.113.5')
  expect(await from('203.0.113.5')).toMatchObject(limited)
  expect(await from('198.51.100.1, 203.0.113.5')).toMatchObject(limited)
  expect((await from('203.0.113.6')).status).toBe(401)
})

test('addresses of one IPv6 network share a limit, and each IPv4 address has one', async () => {
  relay = await openTestRelay({ PARLEY_ADDRESS_REQUESTS: '3', PARLEY_TRUSTED_PROXIES: '1' })
  const from = (address: string) =>
    relay.browser().call('GET', '/api/auth/session', { headers: { 'x-forwarded-for': address } })
  for (const end of [':1', ':ffff', 'a:b:c:d']) {
    expect((await from(`2001:db8:1:2:${end}`)).status).toBe(401)
  }
  expect(await from('2001:db8:1:2::7')).toMatchObject(limited)
  expect((await from('2001:db8:1:3::7')).status).toBe(401)
  for (const form of ['203.0.113.5', '::ffff:203.0.113.5', '::ffff:cb00:7105']) {
    expect((await from(form)).status).toBe(401)
  }
  expect(await from('203.0.113.5')).toMatchObject(limited)
  // The transport of sockets counts in the same way.
  const connect = (address: string) =>
    relay.browser().call('GET', '/socket.io/?EIO=4&transport=polling', {
      headers: { 'x-forwarded-for': address },
    })
  for (const end of [1, 2, 3]) {
    await fetch(`${relay.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { 'x-forwarded-for': `2001:db8:5:5::${end}` },
    })
  }
  expect(await connect('2001:db8:5:5::4')).toMatchObject(limited)
})

/** Asks so often, 20 at once, and counts what was refused. */
async function refusedOf(count: number, ask: () => Promise<{ status: number }>): Promise<number> {
  let refused = 0
  for (let left = count; left > 0; left -= 20) {
    const answers = await Promise.all(Array.from({ length: Math.min(20, left) }, ask))
    refused += answers.filter(({ status }) => status === 429).length
  }
  return refused
}

test('one person has a limit of requests, and refused requests count too', async () => {
  relay = await openTestRelay({ PARLEY_PERSON_REQUESTS: '140' })
  const [ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
  const find = () => ada.browser.call('GET', '/api/people?q=ben')
  expect(await refusedOf(122, find)).toBe(2)
  const list = () => ada.browser.call('GET', '/api/conversations')
  expect((await list()).status).toBe(200)
  expect(await refusedOf(140 - 122 - 1, list)).toBe(0)
  expect(await list()).toMatchObject(limited)
  expect((await ben.browser.call('GET', '/api/conversations')).status).toBe(200)
})

test('one person has lower limits for expensive requests', async () => {
  relay = await openTestRelay()
  const [ada, ben] = await Promise.all([relay.person('Ada'), relay.person('Ben')])
  const find = () => ada.browser.call('GET', '/api/people?q=ben')
  const body = { kind: 'DIRECT', participant_ids: [ben.id] }
  const begin = () => ada.browser.call('POST', '/api/conversations', { body })
  const search = () => ada.browser.call('GET', '/api/search?q=words')
  // Each limit is counted in a minute of its own, so that a slow machine does not outlast it.
  expect(await refusedOf(122, find)).toBe(2)
  expect(await find()).toMatchObject(limited)
  expect(await refusedOf(302, begin)).toBe(2)
  expect(await refusedOf(122, search)).toBe(2)
  expect((await ada.browser.call('GET', '/api/conversations')).status).toBe(200)
})

/** The answers that were not refused before the first refusal. */
async function untilLimited(ask: () => Promise<{ code: unknown }>, most: number): Promise<number> {
  for (let done = 0; done < most; done++) if ((await ask()).code === 'rate_limited') return done
  return most
}

test('what costs much has a limit by its cost', async () => {
  relay = await openTestRelay()
  const ada = await relay.person('Ada')
  const { socket, hello } = await ada.browser.connect()
  const codeOf = (answer: object) => ({
    code: ('error' in answer && (answer.error as { code: string }).code) || null,
  })
  const strangers = Array.from({ length: 999 }, () => randomUUID())
  const watch = async () =>
    codeOf(await ask(socket, 'presence:watch', { user_ids: strangers.slice(0, 500) }))
  expect(await untilLimited(watch, 60)).toBe(50)
  const sync = async () => codeOf(await ask(socket, 'sync', { epoch: hello.epoch, cursors: {} }))
  expect(await untilLimited(sync, 400)).toBe(300)
  const call = async (method: string, path: string, body?: object) =>
    codeOf((await ada.browser.call(method, path, body === undefined ? {} : { body })).body)
  const group = { kind: 'GROUP', title: 'All', participant_ids: strangers }
  expect(await untilLimited(() => call('POST', '/api/conversations', group), 5)).toBe(2)
  const renames = () => call('GET', '/api/people/changes?since=2000-01-01T00:00:00Z')
  expect(await untilLimited(renames, 80)).toBe(60)
})

/** The calls that change something, by the limit that they use up. A new one has to be named here. */
const changing: Record<string, string[]> = {
  address: ['DELETE /api/auth/session'],
  bridge: ['POST /api/auth/session/bridge'],
  refresh: ['POST /api/auth/session/refresh'],
  serverKey: [
    'PUT /api/posts/external/{type}/{id}',
    'PATCH /api/posts/external/{type}/{id}',
    'DELETE /api/posts/external/{type}/{id}',
  ],
  // Each of them costs no more than a message, and the limit of messages is higher than that of requests.
  request: [
    'DELETE /api/auth/sessions',
    'DELETE /api/auth/sessions/{id}',
    'PUT /api/conversations/{id}/me',
    'PUT /api/messages/{id}',
    'DELETE /api/messages/{id}',
    'DELETE /api/messages/{id}/preview',
    'PUT /api/messages/{id}/pin',
    'DELETE /api/messages/{id}/pin',
    'PUT /api/messages/{id}/reactions/{emoji}',
    'DELETE /api/messages/{id}/reactions/{emoji}',
    'PUT /api/moderation/notices/{id}/read',
    'DELETE /api/conversations/{id}/reviews/{client_id}',
    // How much comes in is limited by the quota of a person and by the pace of the bytes.
    'POST /api/uploads',
    'PATCH /api/uploads/{id}',
    'DELETE /api/uploads/{id}',
  ],
  sending: ['POST /api/conversations/{id}/messages'],
  adding: [
    'POST /api/conversations/{id}/participants',
    'POST /api/invitations/open',
    'PUT /api/rooms/{id}/me',
  ],
  invitation: ['POST /api/invitations', 'POST /api/conversations/{id}/invitations'],
  invitationLook: ['POST /api/invitations/look'],
  creation: ['POST /api/conversations', 'POST /api/posts'],
  rooms: ['POST /api/rooms'],
  settings: [
    'PATCH /api/conversations/{id}',
    'DELETE /api/invitations/{id}',
    'PUT /api/conversations/{id}/picture',
    'PATCH /api/conversations/{id}/participants/{userId}',
    'DELETE /api/conversations/{id}/participants/{userId}',
    'PUT /api/conversations/{id}/message-lifetime',
    'PATCH /api/rooms/{id}',
    'DELETE /api/rooms/{id}/barred/{userId}',
    'PATCH /api/posts/{id}',
    'DELETE /api/posts/{id}',
    'PUT /api/people/{id}/block',
    'DELETE /api/people/{id}/block',
  ],
  profile: ['PUT /api/profile', 'PUT /api/profile/picture'],
  monitoring: ['PUT /api/admin/uploads'],
  accountEnd: ['DELETE /api/account'],
  report: ['POST /api/reports'],
  appeal: ['POST /api/moderation/suspension', 'POST /api/moderation/notices/{id}/appeal'],
  unmask: ['POST /api/rooms/unmask'],
  moderation: [
    'POST /api/moderation/reports/claim',
    'PUT /api/moderation/reports/{id}/claim',
    'DELETE /api/moderation/reports/{id}/claim',
    'POST /api/moderation/reports/{id}/actions',
    'POST /api/moderation/actions/{id}/undo',
    'POST /api/moderation/filters',
    'DELETE /api/moderation/filters/{id}',
    'POST /api/moderation/filters/test',
  ],
}

test('every call that changes something has a limit, and the contract names it', async () => {
  relay = await openTestRelay({ PARLEY_SERVER_KEY: SERVER_KEY })
  const { body } = await relay.browser().call('GET', '/api/docs/openapi.json')
  const paths = body.paths as Record<string, Record<string, { 'x-limit': string }>>
  const found: Record<string, string[]> = {}
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (method === 'get') continue
      ;(found[operation['x-limit']] ??= []).push(`${method.toUpperCase()} ${path}`)
    }
  }
  const sorted = (calls: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(calls).map(([limit, all]) => [limit, all.toSorted()]))
  expect(sorted(found)).toEqual(sorted(changing))
})
