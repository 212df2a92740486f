import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type TestSocket } from '../../testing/browser.ts'
import { openPair, send, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch, watchMessages } from '../../testing/watch.ts'
import { clientEvents, type ClientEvent, type ServerEvent } from '../../wire/socket.ts'

/** Every way to reach a conversation, tried by a person who is not in it. */
let relay: TestRelay
let pair: TestPair
let mallory: TestPerson
let socket: TestSocket
let removed: TestPerson
let removedSocket: TestSocket
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  mallory = await relay.person('Mallory')
  socket = (await mallory.browser.connect()).socket
  // This person was in the conversation and has left it.
  removed = await relay.person('Removed')
  await relay.sql`
    insert into conversation_participants (conversation_id, user_id, left_at)
    values (${pair.id}, ${removed.id}, now())`
  removedSocket = (await removed.browser.connect()).socket
})
afterAll(() => relay.close())

const draft = () => ({ client_id: randomUUID(), body: 'let me in' })
const routes: [string, string, object?][] = [
  ['GET', ''],
  ['GET', '/messages'],
  ['GET', '/messages?before_seq=5'],
  ['GET', '/messages?after_seq=0'],
  ['POST', '/messages', draft()],
  ['GET', '/changes?after_ver=0'],
  ['GET', '/participants'],
  ['GET', '/participants?q=ada'],
  ['GET', `/people?ids=${randomUUID()}`],
  ['GET', '/pins'],
  ['GET', '/files?kind=media'],
  ['GET', '/files?kind=links'],
  ['PUT', '/message-lifetime', { message_lifetime_seconds: 86_400 }],
  ['PUT', '/me', { muted: true }],
  ['GET', '/invitations'],
  ['POST', '/invitations', { days: 7, max_uses: null }],
  ['PUT', '/picture', { upload_id: null }],
  ['GET', `/reviews/${randomUUID()}`],
  ['DELETE', `/reviews/${randomUUID()}`],
]
/**
 * Its `not_found` would be the answer of a relay that does not know the route. Whoever asks gets this code for any
 * conversation, so it tells nothing.
 */
const otherCode = (method: string, path: string) =>
  method === 'DELETE' && path.startsWith('/reviews/') ? [409, 'taken_back'] : null
/** `server/groups` tries these itself. */
const ofGroups = [
  'DELETE /participants/{userId}',
  'PATCH ',
  'PATCH /participants/{userId}',
  'POST /participants',
]
const events: Partial<Record<ClientEvent, (id: string) => object>> = {
  'conversation:join': (conversation_id) => ({ conversation_id }),
  'conversation:leave': (conversation_id) => ({ conversation_id }),
  'message:send': (conversation_id) => ({ conversation_id, ...draft() }),
  'message:read': (conversation_id) => ({ conversation_id, seq: 1 }),
  'message:delivered': (conversation_id) => ({ conversation_id, seq: 1 }),
  'typing:start': (conversation_id) => ({ conversation_id }),
  'typing:stop': (conversation_id) => ({ conversation_id }),
}
/** These events name no conversation, or answer with nothing instead of a refusal. Tests of their own cover them. */
const withoutConversation: ClientEvent[] = ['presence:watch', 'sync', 'session:renew']

test('the table contains every route of a conversation, except those of groups', async () => {
  const { body } = await mallory.browser.call('GET', '/api/docs/openapi.json')
  const paths = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) => {
    const [, rest] = /^\/api\/conversations\/\{id\}(.*)$/.exec(path) ?? []
    return rest === undefined
      ? []
      : Object.keys(methods).map((one) => `${one.toUpperCase()} ${rest}`)
  })
  const tried = routes.map(([method, path]) =>
    `${method} ${path.split('?')[0]}`.replace(/[0-9a-f-]{36}$/, '{client_id}'),
  )
  expect(paths.filter((path) => !tried.includes(path)).toSorted()).toEqual(ofGroups)
})

test('the table contains every client event', () => {
  expect([...Object.keys(events), ...withoutConversation].toSorted()).toEqual(
    Object.keys(clientEvents).toSorted(),
  )
})

describe.each(['a stranger', 'a removed participant'])('to %s', (who) => {
  const browser = () => (who === 'a stranger' ? mallory : removed).browser
  const theirSocket = () => (who === 'a stranger' ? socket : removedSocket)

  test.each(routes)(
    '%s /api/conversations/:id%s is answered as for a conversation that does not exist',
    async (...route) => {
      const [method, path, body] = route
      const answers = await Promise.all(
        [pair.id, randomUUID()].map((id) =>
          browser().call(method, `/api/conversations/${id}${path}`, { body }),
        ),
      )
      for (const { status, body: answer } of answers) {
        expect([status, answer.error.code]).toEqual(otherCode(method, path) ?? [404, 'not_found'])
      }
      expect(answers[0]?.body.error.message).toBe(answers[1]?.body.error.message)
    },
  )

  test.each(Object.entries(events))(
    '%s is answered as for a conversation that does not exist',
    async (event, payload) => {
      const answers = await Promise.all(
        [pair.id, randomUUID()].map((id) =>
          ask(theirSocket(), event as ClientEvent, payload(id) as never),
        ),
      )
      expect(answers[0]).toMatchObject({ ok: false, error: { code: 'not_found' } })
      expect(answers[1]).toEqual(answers[0])
    },
  )

  test('nothing is pushed', async () => {
    const { socket: adas } = await pair.ada.browser.connect()
    const kinds: ServerEvent[] = ['message:read', 'typing:start', 'conversation:new', 'user:online']
    const heard = kinds.map((event) => watch(theirSocket(), event))
    const messages = watchMessages(theirSocket())
    await send(adas, pair.id, 'between us')
    await ask(adas, 'typing:start', { conversation_id: pair.id })
    await ask(adas, 'message:read', { conversation_id: pair.id, seq: 1 })
    // Anything that was pushed before this answer would have arrived before it.
    await ask(theirSocket(), 'presence:watch', { user_ids: [] })
    expect(messages.all()).toEqual([])
    expect(heard.flatMap(({ pushes }) => pushes)).toEqual([])
    adas.disconnect()
  })
})

test('no attempt changed anything', async () => {
  const senders = await relay.sql`
    select from messages where sender_id in (${mallory.id}, ${removed.id})`
  expect(senders).toHaveLength(0)
})

test.each(['not-a-uuid', '0', '%00', '../people'])(
  'the id "%s" is refused as malformed',
  async (id) => {
    const path = `/api/conversations/${encodeURIComponent(id)}/messages`
    const { body } = await mallory.browser.call('GET', path)
    expect(body.error.code).toBe('invalid_request')
  },
)
