import { randomUUID } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientEvents, serverEvents, type ClientEvent } from '../../wire/socket.ts'
import { errorStatus } from '../../wire/error-codes.ts'
import { ask, type TestBrowser, type TestSocket } from '../../testing/browser.ts'
import { openPair, post, send, type TestPair } from '../../testing/conversations.ts'
import { danglingReferences, Documented, isAsyncApi } from '../../testing/documented.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { createRoom, joinRoom } from '../../testing/rooms-of-people.ts'
import type { AsyncApi } from './asyncapi.ts'
import type { OpenApi } from './openapi.ts'

let relay: TestRelay
let openApi: OpenApi
let asyncApi: AsyncApi
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_CLIENT_DIR: '/nonexistent' })
  const read = async (name: string) =>
    (await relay.browser().call('GET', `/api/docs/${name}.json`)).body
  ;[openApi, asyncApi] = await Promise.all([read('openapi'), read('asyncapi')])
})
afterAll(() => relay.close())

describe('the document of HTTP', () => {
  test('is OpenAPI, and each of its references leads somewhere', async () => {
    const { valid, errors } = await new Validator().validate({ ...openApi })
    expect({ valid, errors }).toMatchObject({ valid: true })
    expect(danglingReferences(openApi)).toEqual([])
  })

  test('has every route of the relay, and no other', () => {
    const documented = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(documented.toSorted()).toEqual(routesOf(relay.app.printRoutes({ commonPrefix: false })))
  })

  test('says of every route what it is for, what it answers, and how it fails', () => {
    const known = Object.keys(openApi.components.responses)
    for (const [path, methods] of Object.entries(openApi.paths)) {
      for (const [method, { summary, responses, parameters = [] }] of Object.entries(methods)) {
        expect(summary, path).toMatch(/^[A-Z].*\.$/)
        expect(
          Object.keys(responses).some((status) => status.startsWith('2')),
          path,
        ).toBe(true)
        const errors = Object.values(responses).flatMap((one) => ('$ref' in one ? one.$ref : []))
        expect(errors.length, path).toBeGreaterThan(2)
        for (const ref of errors) expect(known).toContain(ref.split('/').at(-1))
        const names = parameters.filter(({ required }) => required).map(({ name }) => name)
        expect(names.includes('x-parley-client'), path).toBe(method !== 'get')
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        expect(names).toEqual(expect.arrayContaining(inPath))
      }
    }
  })

  test('names each code of an error under its status', () => {
    for (const [code, status] of Object.entries(errorStatus)) {
      const { content } = openApi.components.responses[`Error${status}`]!
      expect(JSON.stringify(content)).toContain(`"${code}"`)
    }
  })
})

describe('the document of the socket', () => {
  test('is AsyncAPI, and each of its references leads somewhere', () => {
    expect(isAsyncApi(asyncApi)).toBeNull()
    expect(danglingReferences(asyncApi)).toEqual([])
  })

  test('has every event in its direction, with the ack of each client event', () => {
    const named = (action: string) =>
      Object.entries(asyncApi.operations)
        .filter(([, operation]) => operation.action === action)
        .map(([key, { reply }]) => {
          expect(reply !== undefined).toBe(action === 'receive')
          return asyncApi.components.messages[key]?.name
        })
    expect(named('receive')).toEqual(Object.keys(clientEvents))
    expect(named('send')).toEqual(Object.keys(serverEvents))
  })
})

test('the page for readers shows both documents, without a script or another site', async () => {
  const response = await fetch(`${relay.url}/api/docs`)
  const html = await response.text()
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  for (const path of Object.keys(openApi.paths)) expect(html).toContain(path)
  for (const event of Object.keys({ ...clientEvents, ...serverEvents }))
    expect(html).toContain(event)
  expect(html).not.toMatch(/<script|(src|href)="(https?:)?\/\//)
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
})

describe('a running relay answers as the documents say', () => {
  let pair: TestPair
  let http: Documented
  let socket: Documented
  beforeAll(async () => {
    http = new Documented(openApi)
    socket = new Documented(asyncApi)
    pair = await openPair(relay)
  })

  const call = async (
    browser: TestBrowser,
    method: string,
    path: string,
    options: Parameters<TestBrowser['call']>[2] = {},
  ) => {
    const answer = await browser.call(method, path, options)
    expect(http.answer(method, path, answer), JSON.stringify(answer.body)).toBeNull()
    return answer
  }

  test('over HTTP', async () => {
    const { ada, ben, id } = pair
    const cleo = await relay.person('Cleo')
    const as = (method: string, path: string, body?: unknown) =>
      call(ada.browser, method, path, body === undefined ? {} : { body })
    for (const path of ['/api/config', '/livez', '/readyz', '/api/database', '/api/installation']) {
      expect((await as('GET', path)).status).toBe(200)
    }
    const messages = `/api/conversations/${id}/messages`
    const sent = await as('POST', messages, { client_id: randomUUID(), body: 'Hello @ben' })
    expect(sent.status).toBe(201)
    const message = `/api/messages/${sent.body.id}`
    await as('POST', messages, { client_id: randomUUID(), body: 'yes', reply_to: sent.body.id })
    await as('POST', messages, { client_id: randomUUID(), body: 'no', thread_root: sent.body.id })
    await as('PUT', `${message}/reactions/👍`.replace('👍', encodeURIComponent('👍')))
    await as('PUT', message, { body: 'Hello **Ben**' })
    const made = await as('POST', '/api/conversations', {
      kind: 'GROUP',
      title: 'Garden',
      participant_ids: [ben.id],
    })
    const group = `/api/conversations/${made.body.id}`
    await as('POST', `${group}/participants`, { user_ids: [cleo.id] })
    await as('PATCH', `${group}/participants/${cleo.id}`, { role: 'admin' })
    await as('PATCH', group, { title: 'Garden of all' })
    await as('PUT', `${group}/me`, { muted: true, draft: 'soon', unread_from: 1 })
    expect((await as('DELETE', `${group}/participants/${ben.id}`)).status).toBe(204)
    for (const path of [
      '/api/conversations',
      `/api/conversations/${id}`,
      `/api/conversations/${id}/people?ids=${ben.id}`,
      `/api/conversations/${id}/changes?after_ver=0`,
      messages,
      `${messages}?around_seq=1`,
      message,
      `${group}/messages`,
      `${group}/participants`,
      '/api/people?q=cleo',
      '/api/people/suggested',
      '/api/people/changes?since=2026-01-01T00:00:00Z',
      '/api/search?q=hello',
      '/api/blocks',
      '/api/auth/session',
      '/api/auth/sessions',
    ]) {
      expect((await as('GET', path)).status, path).toBe(200)
    }
    await as('PUT', '/api/profile', { display_name: 'Ada L.', show_presence: true })
    await as('PUT', `/api/people/${cleo.id}/block`)
    await as('DELETE', `/api/people/${cleo.id}/block`)
    expect((await as('DELETE', message)).status).toBe(204)
    expect((await as('POST', '/api/auth/session/refresh')).status).toBe(200)
    await call(relay.browser(), 'POST', '/api/auth/session/bridge', {
      headers: { authorization: `Bearer ${cleo.session.access_token}` },
    })
    await call(cleo.browser, 'DELETE', '/api/auth/session')
  })

  test('over HTTP, when it refuses', async () => {
    const { ada, ben, id } = pair
    const { browser } = ada
    const refusals: [status: number, method: string, path: string, options?: object][] = [
      [400, 'GET', '/api/search?q='],
      [400, 'POST', '/api/conversations', { body: { kind: 'GROUP' } }],
      [403, 'PUT', '/api/profile', { body: {}, headers: { 'x-parley-client': undefined } }],
      [403, 'GET', '/api/blocks', { headers: { 'x-parley-person': randomUUID() } }],
      [403, 'PATCH', `/api/conversations/${id}`, { body: { title: 'Ours' } }],
      [403, 'GET', '/api/admin/monitoring'],
      [404, 'GET', `/api/conversations/${randomUUID()}`],
      [404, 'GET', `/api/pictures/${ben.id}`],
      [409, 'PUT', '/api/profile', { body: { username: await usernameOf(ben.id) } }],
      [413, 'PUT', '/api/profile', { body: { display_name: 'x'.repeat(70_000) } }],
      [415, 'PUT', '/api/profile', { body: {}, headers: { 'content-type': 'text/plain' } }],
    ]
    for (const [status, method, path, options] of refusals) {
      expect((await call(browser, method, path, options)).status, path).toBe(status)
    }
    const stranger = relay.browser()
    for (const [method, path] of [
      ['GET', '/api/conversations'],
      ['GET', '/api/auth/session'],
      ['POST', '/api/auth/session/refresh'],
      ['POST', '/api/auth/session/bridge'],
    ] as const) {
      expect((await call(stranger, method, path)).status, path).toBe(401)
    }
  })

  const usernameOf = async (id: string) =>
    (await relay.sql<{ username: string }[]>`select username from profiles where id = ${id}`)[0]
      ?.username

  test('over the socket: every ack and every event', async () => {
    const faults: string[] = []
    const seen = new Set<string>()
    const listen = (to: TestSocket) =>
      to.onAny((event: string, payload: unknown) => {
        seen.add(event)
        const fault = socket.event(`server_${event.replace(':', '_')}`, payload)
        if (fault !== null) faults.push(`${event}: ${fault} in ${JSON.stringify(payload)}`)
      })
    const connect = async (browser: TestBrowser) => {
      const one = browser.socket()
      listen(one)
      const established = new Promise((resolve) => one.once('connection:established', resolve))
      one.connect()
      await established
      return one
    }
    const { ada, ben, id } = await openPair(relay)
    const [adas, bens] = await Promise.all([connect(ada.browser), connect(ben.browser)])
    const emit = async (event: ClientEvent, payload: object, ok = true) => {
      const ack = await ask(adas, event, payload as never)
      expect(ack.ok, JSON.stringify(ack)).toBe(ok)
      const fault = socket.event(`client_${event.replace(':', '_')}_ack`, ack)
      if (fault !== null) faults.push(`ack of ${event}: ${fault}`)
    }

    const conversation_id = id
    await emit('presence:watch', { user_ids: [ben.id] })
    await emit('conversation:join', { conversation_id })
    await emit('typing:start', { conversation_id })
    await emit('typing:stop', { conversation_id })
    await emit('message:send', { conversation_id, client_id: randomUUID(), body: 'Hello' })
    await send(bens, id, 'Hello to you')
    await emit('message:delivered', { conversation_id, seq: 1 })
    await emit('message:delivered', { conversation_id, seq: 2 })
    await emit('message:read', { conversation_id, seq: 2 })
    await emit('sync', { epoch: null, cursors: { [id]: 1 }, receipts: { [id]: 0 } })
    await emit('session:renew', {})
    await emit('conversation:leave', { conversation_id })
    for (const event of Object.keys(clientEvents) as ClientEvent[]) {
      await emit(event, { [event]: 1 }, false)
    }
    bens.emit('message:send', 'no message' as never, undefined as never)

    const { browser } = ada
    const { body: history } = await browser.call('GET', `/api/conversations/${id}/messages`)
    const path = `/api/messages/${history.items[0].id}`
    await browser.call('PUT', `${path}/reactions/${encodeURIComponent('👍')}`)
    await browser.call('PUT', path, { body: { body: 'Hello again' } })
    await browser.call('PUT', `${path}/pin`)
    await browser.call('DELETE', path)
    await browser.call('PUT', '/api/profile', { body: { display_name: 'Ada L.' } })
    const group = await browser.call('POST', '/api/conversations', {
      body: { kind: 'GROUP', title: 'Garden', participant_ids: [ben.id] },
    })
    await browser.call('DELETE', `/api/conversations/${group.body.id}/participants/${ben.id}`)
    await relay.sql`update profiles set role = 'moderator' where id = ${ada.id}`
    const reporter = await relay.person('Reporter')
    const reported = { user_id: ben.id, reason: 'spam' }
    await reporter.browser.call('POST', '/api/reports', { body: reported })
    const { body: claimed } = await browser.call('POST', '/api/moderation/reports/claim')
    await browser.call('POST', `/api/moderation/reports/${claimed.report.id}/actions`, {
      body: { actions: ['warn'], reason: 'Please stop.', version: claimed.report.version },
    })
    await browser.call('PUT', `/api/people/${reporter.id}/block`)
    const twin = await connect(ben.browser)
    await ben.browser.call('PUT', '/api/profile', { body: { show_presence: false } })
    await ben.browser.call('PUT', '/api/profile', { body: { show_presence: true } })
    await ask(adas, 'presence:watch', { user_ids: [ben.id] })
    twin.disconnect()
    bens.disconnect()
    const room = await createRoom(ada)
    await joinRoom(ben, room.id)
    const back = await connect(ben.browser)
    await post(ada, room.id, 'Hello everybody')
    await ben.browser.call('DELETE', '/api/auth/session')

    // The relay sends it by a timer, one minute before the cookie ends.
    const expected = Object.keys(serverEvents).filter((event) => event !== 'session:renew')
    await eventually('every event was seen', () => expected.every((event) => seen.has(event)))
    expect(faults).toEqual([])
    for (const one of [adas, back]) one.disconnect()
  })
})

/** The routes in the tree that the router prints: each line goes on from the line above that is less indented. */
function routesOf(tree: string): string[] {
  const above: string[] = []
  return tree
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', end = '', , methods = ''] =
        /^([│ ]*)[├└]── (\S+)( \(([A-Z, ]+)\))?/.exec(line) ?? []
      const depth = indent.length / 4
      above[depth] = end
      const path = above.slice(0, depth + 1).join('')
      return methods
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    })
    .toSorted()
}
