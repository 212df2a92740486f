import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendBare } from '../testing/bare.ts'
import { ask } from '../testing/browser.ts'
import { openTestRelay, type TestRelay } from '../testing/relay.ts'

let relay: TestRelay
let written = ''
const realWrite = process.stdout.write.bind(process.stdout)

beforeAll(async () => {
  process.stdout.write = (chunk: string | Uint8Array) => {
    written += String(chunk)
    return true
  }
  relay = await openTestRelay({ LOG_LEVEL: 'debug' })
})
afterAll(async () => {
  process.stdout.write = realWrite
  await relay.close()
})

test('no log line holds a token, a cookie, an address or a message body, whatever goes wrong', async () => {
  const ada = await relay.person()
  const ben = await relay.person()
  const secret = `only for you ${randomUUID()}`
  const firstCookies = [...ada.browser.cookies.values()]
  await ada.browser.refresh()

  const made = await ada.browser.call('POST', '/api/conversations', {
    body: { kind: 'DIRECT', participant_ids: [ben.id] },
  })
  const { socket } = await ada.browser.connect()
  const conversation_id = made.body.id as string
  await ask(socket, 'message:send', { conversation_id, client_id: randomUUID(), body: secret })
  socket.disconnect()

  const invitation = await ada.browser.call('POST', '/api/invitations', {
    body: { days: null, max_uses: null },
  })
  const token = invitation.body.token as string
  await fetch(`${relay.url}/join/${token}`)
  await relay.browser().call('POST', '/api/invitations/look', { body: { token } })
  await ben.browser.call('POST', '/api/invitations/open', { body: { token, accept: true } })

  // Error paths are where logs often contain too much.
  await relay.browser().bridge(`${ada.session.access_token}x`)
  await ada.browser.call(
    'GET',
    `/api/people?q=${encodeURIComponent(secret)}&token=${ada.session.access_token}`,
  )
  await ada.browser.call('POST', `/api/conversations/${conversation_id}/messages`, {
    body: { secret },
  })
  await relay.sql`alter table messages add constraint nothing_more check (body = '') not valid`
  const failed = await ada.browser.call('POST', `/api/conversations/${conversation_id}/messages`, {
    body: { client_id: randomUUID(), body: secret },
  })
  expect(failed.body.error).toMatchObject({
    code: 'internal',
    message: 'Something went wrong on our side.',
  })

  const query = `?token=${ada.session.access_token}`
  const badAddress = await ada.browser.call('GET', `/api/conversations/%ff${query}`)
  const badRequest = await sendBare(relay.url, `GET /api/config${query} HTTP/nine\r\n\r\n`)
  for (const { body } of [failed, badAddress, badRequest])
    expect(written).toContain(body.error.request_id)
  const forbidden = [
    secret,
    ada.session.access_token,
    ada.session.access_token.split('.')[2]!,
    ada.session.refresh_token,
    ada.email,
    token,
    ...firstCookies,
    ...ada.browser.cookies.values(),
    relay.auth.env.SUPABASE_JWT_SECRET,
  ]
  for (const value of forbidden) expect(written).not.toContain(value)
})
