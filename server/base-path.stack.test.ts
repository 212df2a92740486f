import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestBrowser } from '../testing/browser.ts'
import { eventually } from '../testing/eventually.ts'
import { removeFolder, temporaryFolder } from '../testing/folders.ts'
import { openTestRelay, type TestRelay } from '../testing/relay.ts'
import { io } from 'socket.io-client'

const folder = temporaryFolder()
let relay: TestRelay
let root: TestBrowser
let messages: TestBrowser
let cookies: string[]

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<html><head></head>the page')
  relay = await openTestRelay({
    PARLEY_BASE_PATH: '/messages',
    PARLEY_CLIENT_DIR: folder,
    PARLEY_FRAME_ORIGINS: 'http://127.0.0.1:5000',
  })
  root = relay.browser()
  messages = relay.browser()
  const { access_token } = await relay.auth.signUp()
  const headers = { authorization: `Bearer ${access_token}` }
  const bridged = await messages.call('POST', '/messages/api/auth/session/bridge', { headers })
  cookies = bridged.headers.getSetCookie()
})
afterAll(async () => {
  await relay.close()
  removeFolder(folder)
})

test('both cookies carry the base path in their path and name', () => {
  const port = new URL(relay.url).port
  expect(cookies.map((line) => line.split('=')[0])).toEqual([
    `parley-access-${port}.messages`,
    `parley-refresh-${port}.messages`,
  ])
  for (const line of cookies) expect(line).toMatch(/; Path=\/messages; HttpOnly; SameSite=Strict$/)
})

test('the session lives, is renewed and ends below the base path', async () => {
  expect((await messages.call('GET', '/messages/api/auth/session')).status).toBe(200)
  expect((await messages.call('POST', '/messages/api/auth/session/refresh')).status).toBe(200)
  const other = messages.copy()
  const answer = await other.call('DELETE', '/messages/api/auth/session', {
    headers: { cookie: '' },
  })
  expect(answer.headers.getSetCookie().every((line) => line.includes('Path=/messages'))).toBe(true)
})

test('outside of the base path, only the health checks answer', async () => {
  const refused = ['/', '/api/config', '/api/auth/session', '/c/7', '/api/docs', '/messagesx/livez']
  const traversal = ['/%6dessages/api/config', '/messages%2fapi/config', '//messages/api/config']
  for (const path of [...refused, ...traversal]) {
    const answer = await root.call('GET', path, { headers: { accept: 'text/html' } })
    expect([path, answer.status, answer.body?.error.code]).toEqual([path, 404, 'not_found'])
  }
  for (const path of ['/livez', '/readyz']) {
    expect((await root.call('GET', path)).status).toBe(200)
    expect((await root.call('GET', `/messages${path}`)).status).toBe(200)
  }
  expect((await fetch(`${relay.url}/metrics`)).status).toBe(200)
})

test('a state change from another site is refused as at the root', async () => {
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: undefined },
    { 'x-parley-client': undefined },
    // An origin that may frame the page may not act for its person.
    { origin: 'http://127.0.0.1:5000' },
  ]) {
    const answer = await messages.call('POST', '/messages/api/auth/session/refresh', { headers })
    expect([headers, answer.body.error.code]).toEqual([headers, 'forbidden_origin'])
  }
})

test.each(['websocket', 'polling'])(
  'a socket lies below the base path, by %s',
  async (transport) => {
    const open = (path: string) =>
      io(relay.url, {
        path,
        transports: [transport],
        reconnection: false,
        forceNew: true,
        extraHeaders: { cookie: messages.cookieHeader, origin: relay.url },
      })
    const established: string[] = []
    const failed: string[] = []
    const sockets = ['/messages/socket.io/', '/socket.io/'].map((path) => {
      const socket = open(path)
      socket.on('connection:established', () => established.push(path))
      socket.on('connect_error', () => failed.push(path))
      return socket
    })
    await eventually('one is in and one is not', () => established.length + failed.length === 2)
    expect([established, failed]).toEqual([['/messages/socket.io/'], ['/socket.io/']])
    for (const socket of sockets) socket.disconnect()
  },
)

test('the contract names the base path', async () => {
  const at = async (path: string) => (await fetch(`${relay.url}/messages/api/docs${path}`)).text()
  expect(JSON.parse(await at('/openapi.json'))).toMatchObject({ servers: [{ url: '/messages' }] })
  expect(await at('/asyncapi.json')).toContain('"pathname":"/messages/socket.io/"')
  expect(await at('')).toContain('href="/messages/api/docs/openapi.json"')
})

test('only the named origins may frame the page, and no other header forbids it', async () => {
  const { headers } = await fetch(`${relay.url}/messages/`, { headers: { accept: 'text/html' } })
  expect(headers.get('content-security-policy')).toMatch(
    /frame-ancestors http:\/\/127\.0\.0\.1:5000$/,
  )
  expect(headers.get('x-frame-options')).toBeNull()
})
