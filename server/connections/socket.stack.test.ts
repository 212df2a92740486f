import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, next, type TestBrowser, type TestSocket } from '../../testing/browser.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { serverEvents } from '../../wire/socket.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const closed = (socket: TestSocket) =>
  new Promise<string>((resolve) => socket.once('disconnect', resolve))
const refusal = (socket: TestSocket) =>
  new Promise<{ message: string; data?: { code: string } }>((resolve, reject) => {
    socket.once('connect_error', resolve)
    socket.once('connect', () => reject(new Error('the socket was let in')))
    socket.connect()
  })

async function anotherSession({ email }: TestPerson) {
  const browser = relay.browser()
  await browser.bridge((await relay.auth.signIn(email)).access_token)
  return browser
}

describe('a socket', () => {
  test('with the cookies of a session gets the user id and the epoch', async () => {
    const person = await relay.person()
    const { socket, hello } = await person.browser.connect()
    const { body } = await person.browser.call('GET', '/api/auth/session')
    expect(hello.session.id).toBe(body.session.id)
    expect(hello.epoch).toMatch(/^[0-9a-f]{32}$/)
    expect(hello.marks).toEqual({})
    socket.disconnect()
  })

  test.each(['websocket', 'polling'])('without cookies is refused, by %s', async (transport) => {
    const socket = relay.browser().socket({}, [transport])
    expect((await refusal(socket)).data?.code).toBe('session_required')
  })

  test('of a session that has ended is refused', async () => {
    const person = await relay.person()
    await relay.sql`update user_sessions set revoked_at = now() where user_id = ${person.id}`
    expect((await refusal(person.browser.socket())).data?.code).toBe('session_ended')
  })

  test('beyond the 1,000 that its person has open is refused, in whatever session, until one of them closes', async () => {
    const person = await relay.person()
    const [again, ...others] = await Promise.all([1, 2, 3, 4].map(() => anotherSession(person)))
    const open: Awaited<ReturnType<TestBrowser['connect']>>[] = []
    for (const browser of Array.from({ length: 5 }, () => [person.browser, ...others]).flat()) {
      open.push(...(await Promise.all(Array.from({ length: 50 }, () => browser.connect()))))
    }
    expect((await refusal(again!.socket())).data).toMatchObject({
      code: 'rate_limited',
      retry_after: 30,
    })
    const other = await (await relay.person()).browser.connect()
    open[0]!.socket.disconnect()
    await eventually('there is a place', async () => {
      const { socket } = await again!.connect().catch(() => ({ socket: null }))
      return socket !== null
    })
    for (const { socket } of [...open, other]) socket.disconnect()
  })

  test('with an expired access cookie is told to refresh', async () => {
    const person = await relay.person()
    const access = [...person.browser.cookies.keys()].find((name) => name.includes('access'))!
    person.browser.cookies.delete(access)
    expect((await refusal(person.browser.socket())).data?.code).toBe('session_expired')
  })

  test.each(['websocket', 'polling'])('of another origin is refused, by %s', async (transport) => {
    const person = await relay.person()
    const socket = person.browser.socket({ origin: 'https://evil.example' }, [transport])
    expect((await refusal(socket)).data).toBeUndefined()
  })

  test('that connected from our origin refuses a poll from another origin', async () => {
    const person = await relay.person()
    const own = { origin: relay.url, cookie: person.browser.cookieHeader }
    const path = `${relay.url}/socket.io/?EIO=4&transport=polling`
    const opened = await (await fetch(path, { headers: own })).text()
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
    const stolen = await fetch(`${path}&sid=${sid}`, {
      headers: { ...own, origin: 'https://evil.example' },
    })
    expect(stolen.status).toBe(403)
  })

  test('is the only one of its connection, also when two ask at the same moment', async () => {
    const opened = async () => {
      const text = await (await fetch(`${relay.url}/metrics`)).text()
      return Number(/^parley_sockets_opened_total (\d+)$/m.exec(text)?.[1])
    }
    const before = await opened()
    const { browser } = await relay.person()
    const socket = browser.socket({}, ['websocket'])
    socket.io.once('open', () => socket.io.engine.write('0{}'))
    const end = new Promise((resolve) => socket.io.once('close', resolve))
    socket.connect()
    await end
    expect((await opened()) - before).toBeLessThan(2)
    const { socket: later } = await browser.connect()
    // This connection has a socket already, and the request that the limits count by is gone.
    const left = new Promise((resolve) => later.io.once('close', resolve))
    later.once('connect_error', () => expect.unreachable('the relay judged a second socket'))
    later.io.engine.write('1')
    later.io.engine.write('0{}')
    await left
  })

  test('cannot be recovered: a reconnection is checked like the first connection', async () => {
    const person = await relay.person()
    const { socket } = await person.browser.connect()
    const gone = closed(socket)
    socket.io.engine.close()
    await gone
    await relay.sql`update user_sessions set revoked_at = now() where user_id = ${person.id}`
    expect((await refusal(socket)).data?.code).toBe('session_ended')
    expect(socket.recovered).not.toBe(true)
  })
})

describe('every socket of a session gets the reason and is closed', () => {
  test.each([
    [
      'log-out',
      'logged_out',
      (r: TestRelay, id: string) =>
        r.sql`update user_sessions set revoked_at = now(), revoke_reason = 'logged_out' where user_id = ${id}`,
    ],
    [
      "an administrator's SQL",
      'administrator',
      (r: TestRelay, id: string) =>
        r.sql`update user_sessions set revoked_at = now() where user_id = ${id}`,
    ],
    [
      'the deletion of the account',
      'account_deleted',
      (r: TestRelay, id: string) => r.sql`delete from auth.users where id = ${id}`,
    ],
  ])('after %s', async (_name, reason, end) => {
    const person = await relay.person()
    const bystander = await relay.person()
    const [first, second, third] = await Promise.all([
      person.browser.connect(),
      person.browser.connect(),
      bystander.browser.connect(),
    ])
    const told = Promise.all([
      next(first.socket, 'session:ended'),
      next(second.socket, 'session:ended'),
    ])
    const gone = Promise.all([closed(first.socket), closed(second.socket)])
    await end(relay, person.id)
    expect(await told).toEqual([{ reason }, { reason }])
    await gone
    expect(third.socket.connected).toBe(true)
    third.socket.disconnect()
  })

  test('also when the notice of the database is lost', async () => {
    const ends = [
      [
        'administrator',
        (id: string) => relay.sql`
        update user_sessions set revoked_at = now() where user_id = ${id}`,
      ],
      [
        'account_deleted',
        (id: string) => relay.sql`
        delete from user_sessions where user_id = ${id}`,
      ],
      [
        'expired',
        (id: string) => relay.sql`
        update user_sessions set expires_at = now() where user_id = ${id}`,
      ],
    ] as const
    const bystander = await (await relay.person()).browser.connect()
    const people = await Promise.all(
      ends.map(async ([reason, end]) => {
        const { id, browser } = await relay.person()
        const { socket } = await browser.connect()
        // Its answer comes after the second look at the session, which would find the end before the sweep.
        await ask(socket, 'presence:watch', { user_ids: [] })
        const told = next(socket, 'session:ended')
        return { id, reason, end, told, gone: closed(socket) }
      }),
    )
    await relay.sql`alter table user_sessions disable trigger user_sessions_tell_ended`
    for (const { id, end } of people) await end(id)
    await relay.sql`alter table user_sessions enable trigger user_sessions_tell_ended`
    for (const { reason, told, gone } of people) {
      expect(await told).toEqual({ reason })
      expect(await gone).toBe('io server disconnect')
    }
    expect(bystander.socket.connected).toBe(true)
    bystander.socket.disconnect()
  })
})

describe('a payload', () => {
  test.each([
    ['message:send', {}],
    ['message:send', { conversation_id: 'x', client_id: 'y', body: 'z' }],
    ['message:send', null],
    ['sync', { epoch: 1, cursors: [] }],
    ['message:read', { conversation_id: '0', seq: -1 }],
    ['presence:watch', { user_ids: 'everybody' }],
    ['typing:start', 'hello'],
    ['session:renew', []],
  ] as const)('%s %j is answered with invalid_request', async (event, payload) => {
    const person = await relay.person()
    const { socket } = await person.browser.connect()
    const answer = await ask(socket, event, payload as never)
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
    socket.disconnect()
  })

  test('of an event that does not exist is answered too', async () => {
    const person = await relay.person()
    const { socket } = await person.browser.connect()
    for (const event of ['message:shout', 'toString', 'error', 7]) {
      const answer = await ask(socket, event as never, {} as never)
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_request' } })
    }
    socket.disconnect()
  })

  test.each(['sync', 'message:shout'])(
    'of %s without an ack gets an error event',
    async (event) => {
      const person = await relay.person()
      const { socket } = await person.browser.connect()
      const told = next(socket, 'connection:error')
      const untyped = socket as { emit(event: string, payload: unknown): unknown }
      untyped.emit(event, { epoch: 1 })
      expect(serverEvents['connection:error'].parse(await told).code).toBe('invalid_request')
      expect(await ask(socket, 'presence:watch', { user_ids: [] })).toMatchObject({ ok: true })
      socket.disconnect()
    },
  )
})

test('the remaining time is sent in whole seconds', async () => {
  const person = await relay.person()
  const { socket } = await person.browser.connect()
  await relay.sql`update user_sessions set renewed_until = now() + interval '3.9 s' where user_id = ${person.id}`
  const asked = next(socket, 'session:renew')
  // A slow machine answers when a second more is gone.
  const expires_in = expect.toBeOneOf([3, 2]) as number
  expect(await ask(socket, 'session:renew', {})).toEqual({ ok: true, expires_in })
  expect(serverEvents['session:renew'].parse(await asked)).toEqual({ expires_in: 1 })
  socket.disconnect()
})

describe('a session that is short', () => {
  let hasty: TestRelay
  beforeAll(async () => {
    hasty = await openTestRelay({ PARLEY_ACCESS_SECONDS: '4' })
  })
  afterAll(() => hasty.close())

  test('is asked to renew, and keeps its socket when it renews in time', async () => {
    const person = await hasty.person()
    const { socket } = await person.browser.connect()
    const { expires_in } = await next(socket, 'session:renew')
    expect(expires_in).toBeGreaterThan(0)
    expect((await person.browser.refresh()).status).toBe(200)
    expect(await ask(socket, 'session:renew', {})).toMatchObject({ ok: true })
    await next(socket, 'session:renew')
    expect(socket.connected).toBe(true)
    socket.disconnect()
  })

  test('is closed when it is not renewed in time, whatever the socket says', async () => {
    const person = await hasty.person()
    const { socket } = await person.browser.connect()
    const [error, gone] = [next(socket, 'connection:error'), closed(socket)]
    await next(socket, 'session:renew')
    const claimed = await ask(socket, 'session:renew', {})
    expect(claimed).toMatchObject({ ok: true })
    expect((await error).code).toBe('session_expired')
    await gone
  })
})
