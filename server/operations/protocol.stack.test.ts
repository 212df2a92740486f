import { afterAll, beforeAll, expect, test } from 'vitest'
import { next } from '../../testing/browser.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { PROTOCOL } from '../../wire/protocol.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const outdatedPages = async () => {
  const text = await (await fetch(`${relay.url}/metrics`)).text()
  return Number(/^parley_sockets_outdated_total (\d+)$/m.exec(text)?.[1])
}

/** Opens a socket whose handshake carries these fields. */
async function connect(auth: object) {
  const person = await relay.person()
  const socket = person.browser.socket()
  socket.auth = auth
  const hello = next(socket, 'connection:established')
  socket.connect()
  const { protocol } = await hello
  socket.disconnect()
  return protocol
}

test('the relay names its protocol before and after signing in', async () => {
  const config = (await (await fetch(`${relay.url}/api/config`)).json()) as { protocol: number }
  expect(config.protocol).toBe(PROTOCOL)
  expect(await connect({})).toBe(PROTOCOL)
})

test('a page with an older protocol is counted and accepted, because it reloads by itself', async () => {
  const before = await outdatedPages()
  expect(await connect({ protocol: PROTOCOL })).toBe(PROTOCOL)
  expect(await connect({ protocol: 'newest' })).toBe(PROTOCOL)
  expect(await outdatedPages()).toBe(before)
  expect(await connect({ protocol: PROTOCOL - 1 })).toBe(PROTOCOL)
  expect(await outdatedPages()).toBe(before + 1)
})
