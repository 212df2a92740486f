import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { next, type TestSocket } from '../../testing/browser.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { serverEvents } from '../../wire/socket.ts'

let relay: TestRelay
let ada: TestPerson
let ben: TestPerson
beforeAll(async () => {
  relay = await openTestRelay()
  ada = await relay.person('Ada Arden')
  ben = await relay.person('Ben Birch')
})
afterAll(() => relay.close())

/** What a socket of this browser gets when its page names a person. */
async function connect({ browser }: TestPerson, auth: Record<string, unknown>) {
  const socket: TestSocket = browser.socket()
  socket.auth = auth
  const established = next(socket, 'connection:established')
  const refused = new Promise<{ refused: string }>((resolve) =>
    socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
      resolve({ refused: error.data?.code ?? error.message }),
    ),
  )
  socket.connect()
  const answer = await Promise.race([established, refused])
  socket.disconnect()
  return answer
}

describe('a socket whose page names a person', () => {
  test('is let in with the cookies of that person, and is told whose it is', async () => {
    const established = await connect(ada, { protocol: 1, user_id: ada.id })
    expect(serverEvents['connection:established'].parse(established).user_id).toBe(ada.id)
  })

  test.each([
    ['another person', () => ben.id],
    ['nobody who exists', () => '00000000-0000-4000-8000-000000000000'],
    ['an empty id', () => ''],
    ['the own id in other letters', () => ada.id.toUpperCase()],
    ['a number', () => 7],
    ['null', () => null],
    ['a list with the own id', () => [ada.id]],
  ])('is refused with these cookies when it names %s', async (_, named) => {
    expect(await connect(ada, { user_id: named() })).toEqual({ refused: 'other_person' })
  })

  test('is refused as well when the rest of its handshake cannot be read', async () => {
    const auth = { protocol: 'newest', user_id: ben.id }
    expect(await connect(ada, auth)).toEqual({ refused: 'other_person' })
  })

  test('learns first that the session is over, whoever it names', async () => {
    const gone = await relay.person()
    await relay.sql`update user_sessions set revoked_at = now() where user_id = ${gone.id}`
    expect(await connect(gone, { user_id: ada.id })).toEqual({ refused: 'session_ended' })
  })
})

test('a page from before persons were named is let in, and so is any other program', async () => {
  expect(await connect(ada, { protocol: 1 })).toMatchObject({ user_id: ada.id })
  expect(await connect(ada, {})).toMatchObject({ user_id: ada.id })
})

describe('a request whose page names a person', () => {
  const requests = [
    ['GET', '/api/conversations', undefined],
    ['GET', '/api/auth/session', undefined],
    ['DELETE', '/api/auth/sessions', undefined],
    ['POST', '/api/conversations', { kind: 'GROUP', title: 'Of Ada' }],
    ['PUT', '/api/profile', { display_name: 'Written by Ada' }],
  ] as const

  const call = (
    { browser }: TestPerson,
    [method, path, body]: readonly [method: string, path: string, body: unknown],
    named?: string,
  ) =>
    browser.call(method, path, {
      ...(body !== undefined && { body }),
      headers: { 'x-parley-person': named },
    })

  test.each(requests)('%s %s acts for no other person', async (...request) => {
    const answer = await call(ben, request, ada.id)
    expect([answer.status, answer.body.error.code]).toEqual([403, 'other_person'])
  })

  test('changes nothing when it is refused', async () => {
    const { body } = await call(ben, requests[0])
    expect(body.items).toEqual([])
    const session = await call(ben, requests[1])
    expect(session.body.user.display_name).toBe('Ben Birch')
  })

  test.each(['', 'nobody', '00000000-0000-4000-8000-000000000000'])(
    'is refused when it names %j',
    async (named) => {
      const answer = await call(ben, requests[0], named)
      expect([answer.status, answer.body.error.code]).toEqual([403, 'other_person'])
    },
  )

  test('is answered when it names its own person, or none', async () => {
    expect((await call(ben, requests[0], ben.id)).status).toBe(200)
    expect((await call(ben, requests[0])).status).toBe(200)
  })
})
