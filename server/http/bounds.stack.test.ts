import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import { openGroup, openPair, post, type TestPair } from '../../testing/conversations.ts'
import { giveRole } from '../../testing/moderation.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import { writeCursor } from '../paging/cursor.ts'

/** Every date, number and place of a list that a client can send, at and beyond its ends. */
let relay: TestRelay
let pair: TestPair
let socket: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  await post(pair.ada, pair.id, 'words')
  ;({ socket } = await pair.ada.browser.connect())
})
afterAll(() => relay.close())

const LAST = Number.MAX_SAFE_INTEGER
const ID = '00000000-0000-4000-8000-000000000000'

const numbers = ['0', '-1', '1', '1.5', '1e3', '1e300', 'Infinity', 'NaN', '', String(LAST)]
numbers.push('9223372036854775808', '0x10', '0b11')
const days = ['0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01', '-0044-03-15', '2026-02-30']
days.push('infinity', '-infinity', '44-03-15 BC', 'now', 'epoch', '294276-12-31')
const moments = days.map((day) => `${day}T23:59:59.999999Z`)
moments.push('infinity', '-infinity', '9999-12-31T23:59:60Z', '2026-01-01T00:00:00+14:00')
const ends = [-LAST, -1, 0, 1, LAST, 1e300, 2 ** 31, 2 ** 53]
const places = ends.flatMap((n) => [
  [n, 1, ID],
  [1, n, ID],
  [n, ID],
  [n, n, ID],
])

test.each([
  ['/api/search?q=words&before=', days],
  ['/api/people/changes?since=', moments],
  ['/api/conversations/:id/messages?before_seq=', numbers],
  ['/api/conversations/:id/messages?after_seq=', numbers],
  ['/api/conversations/:id/messages?around_seq=', numbers],
  ['/api/conversations/:id/messages?limit=', numbers],
  ['/api/conversations/:id/changes?after_ver=', numbers],
  ['/api/conversations/:id/changes?after_ver=0&limit=', numbers],
  ['/api/search?q=words&cursor=', places.map(writeCursor)],
  ['/api/conversations?cursor=', places.map(writeCursor)],
  ['/api/conversations/:id/participants?cursor=', places.map(writeCursor)],
])('%s is answered or refused, whatever follows', async (path, values) => {
  const address = path.replace(':id', pair.id)
  for (const value of values) {
    const { status } = await pair.ada.browser.call('GET', address + encodeURIComponent(value))
    expect([value, status]).toEqual([value, expect.toBeOneOf([200, 400])])
  }
})

test.each([0, 1, LAST])('the number %d in an event or a change is answered', async (seq) => {
  const place = { conversation_id: pair.id, seq }
  expect(await ask(socket, 'message:read', place)).toMatchObject({ ok: true })
  expect(await ask(socket, 'message:delivered', place)).toMatchObject({ ok: true })
  const cursors = { [pair.id]: seq }
  for (const receipts of [cursors, {}]) {
    const sync = { epoch: null, cursors, receipts }
    expect(await ask(socket, 'sync', sync)).toMatchObject({ ok: true })
  }
  const { id } = await openGroup([pair.ada, pair.ben])
  const change = { body: { unread_from: seq } }
  const { status } = await pair.ada.browser.call('PUT', `/api/conversations/${id}/me`, change)
  expect(status).toBe(seq === 0 ? 400 : 200)
})

/** Texts that become many times longer, or shorter, when they are made equal for a comparison. */
const texts = ['\ufdfa', '\u3300', '\ufb03', 'a\u0301', '\u200d', '\u0130']
const lengths = [2, 80, 200]

test('a text that changes its length is answered or refused in every search and filter', async () => {
  await giveRole(relay, 'moderator', pair.ben)
  const { browser } = pair.ben
  for (const text of texts.flatMap((one) => lengths.map((n) => one.repeat(n).slice(0, n)))) {
    const q = encodeURIComponent(text)
    const searches = ['people', `conversations/${pair.id}/participants`, 'conversations', 'posts']
    for (const path of [...searches, 'rooms', 'search']) {
      const { status } = await browser.call('GET', `/api/${path}?q=${q}`)
      expect([path, text, status]).toEqual([path, text, expect.toBeOneOf([200, 400])])
    }
    const filter = { body: { kind: 'word', value: text, action: 'review' } }
    const { status } = await browser.call('POST', '/api/moderation/filters', filter)
    expect([text, status]).toEqual([text, expect.toBeOneOf([200, 201, 400])])
  }
  expect((await browser.call('GET', `/api/people?q=${'\ufdfa'.repeat(200)}`)).body.items).toEqual(
    [],
  )
  const among = `/api/conversations/${pair.id}/participants?q=${'\ufdfa'.repeat(200)}`
  expect((await browser.call('GET', among)).body.items).toEqual([])
})

test.each(['', 'no base64', '====', 'AAAA', '\0'])(
  'a voice message with the waveform %j is refused',
  async (waveform) => {
    const files = [{ id: randomUUID(), voice: { duration_ms: 1_000, waveform } }]
    const draft = { client_id: randomUUID(), body: '', files }
    const path = `/api/conversations/${pair.id}/messages`
    const { status } = await pair.ada.browser.call('POST', path, { body: draft })
    expect(status).toBe(400)
    const answer = await ask(socket, 'message:send', { conversation_id: pair.id, ...draft })
    expect(answer).toMatchObject({ error: { code: 'invalid_request' } })
  },
)
