import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, next } from '../../testing/browser.ts'
import { openPair, post, seedHistory, send, view } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { message } from '../../wire/messages.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

describe('a message', () => {
  test('is stored, acknowledged and reaches the other person', async () => {
    const { ada, ben, id } = await openPair(relay)
    const [{ socket: adas }, { socket: bens }] = await Promise.all([
      ada.browser.connect(),
      ben.browser.connect(),
    ])
    const arrives = next(bens, 'message:new')
    const clientId = randomUUID()
    const ack = await send(adas, id, 'Hello Ben  ', clientId)
    expect(ack).toMatchObject({ ok: true, client_id: clientId, seq: 1, ver: 1 })
    const push = await arrives
    expect(push).toMatchObject({
      conversation_id: id,
      messages: [{ seq: 1, ver: 1, body: 'Hello Ben', sender_id: ada.id, client_id: clientId }],
    })
    const path = `/api/conversations/${id}/messages`
    const { body } = await ben.browser.call('GET', path)
    expect(body).toEqual({ items: push.messages, has_more: false })
    message.parse(push.messages[0])
    adas.disconnect()
    bens.disconnect()
  })
})
