import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { openTestRelay } from '../testing/relay.ts'

test('a relay stops without waiting for sockets or for requests that never end', async () => {
  const relay = await openTestRelay()
  const ada = await relay.person('Ada')
  const { socket } = await ada.browser.connect()
  const told = new Promise((resolve) => socket.once('disconnect', resolve))

  const arrived = once(relay.app.server, 'request')
  const slow = connect(Number(new URL(relay.url).port), '127.0.0.1')
  const cut = new Promise((resolve) => slow.on('error', resolve).on('close', resolve))
  slow
    .resume()
    .write('POST /api/conversations HTTP/1.1\r\nHost: parley\r\nContent-Length: 10\r\n\r\n{')
  await arrived

  await relay.app.close()
  await Promise.all([told, cut])
  expect(socket.connected).toBe(false)
  await relay.close()
})
