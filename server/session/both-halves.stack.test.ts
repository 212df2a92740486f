import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TestSession } from '../../testing/auth.ts'
import { next, type TestBrowser, type TestSocket } from '../../testing/browser.ts'
import { openPair, post } from '../../testing/conversations.ts'
import { readAsHolder } from '../../testing/data-api.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'

/** A session of Parley and its Supabase session end together, whichever of the two is ended. */
let relay: TestRelay
beforeAll(async () => {
  // The relay looks for ended sessions every three seconds. Here it does so only when a test says so.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  relay = await openTestRelay()
})
afterAll(async () => {
  await relay.close()
  vi.useRealTimers()
})
const sweep = () => vi.advanceTimersByTime(3_000)

interface Device {
  session: TestSession
  browser: TestBrowser
  id: string
}

async function signInElsewhere({ email }: TestPerson): Promise<Device> {
  const session = await relay.auth.signIn(email)
  const browser = relay.browser()
  const { body } = await browser.bridge(session.access_token)
  return { session, browser, id: body.session.id }
}

/** Every table that the holder of a token may read, with something of theirs in it. */
const tables = [
  'select id::text from conversations',
  'select user_id::text as id from conversation_participants',
  'select id::text from messages',
  'select message_id::text as id from message_reactions',
  'select id::text from profiles',
  'select blocked_id::text as id from blocks',
  'select id from user_sessions',
  'select id::text from refresh_tokens',
]

const readable = async (session: TestSession) => {
  const counts = await Promise.all(
    tables.map(async (query) => (await readAsHolder(relay.sql, session, query)).length),
  )
  return counts.map((count) => count > 0)
}
const all = tables.map(() => true)
const none = tables.map(() => false)

/** Somebody with a message, a reaction and a block of their own. */
async function personWithRows(): Promise<TestPerson> {
  const { ada, id } = await openPair(relay)
  const { id: message } = await post(ada, id, 'hello')
  const like = encodeURIComponent('👍')
  await ada.browser.call('PUT', `/api/messages/${message}/reactions/${like}`)
  const stranger = await relay.person()
  await ada.browser.call('PUT', `/api/people/${stranger.id}/block`)
  return ada
}

describe('nothing is left to a device that was', () => {
  const endings: [string, (owner: TestPerson, device: Device) => Promise<unknown>][] = [
    [
      'ended from another one',
      ({ browser }, { id }) => browser.call('DELETE', `/api/auth/sessions/${id}`),
    ],
    ['ended with all others', ({ browser }) => browser.call('DELETE', '/api/auth/sessions')],
    ['logged out', (_, { browser }) => browser.call('DELETE', '/api/auth/session')],
    [
      'ended for theft',
      async (_, { browser }) => {
        const thief = browser.copy()
        await browser.refresh()
        await browser.refresh()
        await thief.refresh()
      },
    ],
    [
      'ended by an administrator',
      (_, { id }) => relay.sql`update user_sessions set revoked_at = now() where id = ${id}`,
    ],
  ]

  test.each(endings)('%s', async (_how, end) => {
    const owner = await personWithRows()
    const device = await signInElsewhere(owner)
    expect(await readable(device.session)).toEqual(all)
    const { session: renewed } = await relay.auth.refresh(device.session)

    await end(owner, device)

    expect(await readable(device.session)).toEqual(none)
    expect(await readable(renewed!)).toEqual(none)
    expect((await relay.auth.refresh(renewed!)).status).toBe(400)
  })

  test('and nothing is taken from the others of the same person', async () => {
    const owner = await personWithRows()
    const device = await signInElsewhere(owner)
    await owner.browser.call('DELETE', `/api/auth/sessions/${device.id}`)
    expect(await readable(owner.session)).toEqual(all)
    expect((await relay.auth.refresh(owner.session)).status).toBe(200)
  })

  test.each<[string, (owner: TestPerson) => Promise<unknown>]>([
    ['replaced', async ({ browser }) => browser.bridge((await relay.auth.signUp()).access_token)],
    [
      'expired',
      async ({ browser, id }) => {
        await relay.sql`update user_sessions set expires_at = now() where user_id = ${id}`
        await browser.refresh()
      },
    ],
  ])('a session that was only %s keeps its sign-in', async (reason, end) => {
    const owner = await personWithRows()
    await end(owner)
    const [row] =
      await relay.sql`select revoke_reason from user_sessions where user_id = ${owner.id}`
    expect(row).toEqual({ revoke_reason: reason })
    expect((await readable(owner.session))[2]).toBe(true)
    expect((await relay.auth.refresh(owner.session)).status).toBe(200)
  })

  test('what cannot end at Supabase does not end in Parley either', async () => {
    const owner = await relay.person()
    await relay.sql.unsafe(`
      create function pg_temp.refuse() returns trigger language plpgsql as
        'begin raise exception ''no''; end';
      create trigger refuse before delete on auth.sessions for each row
        when (old.user_id = '${owner.id}') execute function pg_temp.refuse()`)
    expect((await owner.browser.call('DELETE', '/api/auth/session')).status).toBe(500)
    await relay.sql`drop trigger refuse on auth.sessions`
    const [row] = await relay.sql`select revoked_at from user_sessions where user_id = ${owner.id}`
    expect(row).toEqual({ revoked_at: null })
  })
})

const closed = (socket: TestSocket) => new Promise((resolve) => socket.once('disconnect', resolve))

/** The ways in which Supabase ends a sign-in, and the reason that the person's sockets are told. */
const falls: [string, string, (person: TestPerson) => Promise<unknown>][] = [
  ['signed out', 'sign_in_ended', ({ session }) => relay.auth.signOut(session)],
  ['signed out globally', 'sign_in_ended', ({ session }) => relay.auth.signOut(session, 'global')],
  [
    'signed out from another device',
    'sign_in_ended',
    async ({ email }) => relay.auth.signOut(await relay.auth.signIn(email), 'others'),
  ],
  [
    'banned',
    'sign_in_ended',
    ({ id }) =>
      relay.sql`update auth.users set banned_until = now() + interval '1 day' where id = ${id}`,
  ],
  [
    'deleted softly',
    'account_deleted',
    ({ id }) => relay.sql`update auth.users set deleted_at = now() where id = ${id}`,
  ],
  ['deleted', 'account_deleted', ({ id }) => relay.sql`delete from auth.users where id = ${id}`],
  [
    'cleared away',
    'sign_in_ended',
    ({ id }) => relay.sql`delete from auth.sessions where user_id = ${id}`,
  ],
]

describe('the session of a person ends at once, without a sweep, when their sign-in is', () => {
  test.each(falls)('%s', async (_how, reason, fall) => {
    const person = await relay.person()
    const bystander = await relay.person()
    const [{ socket }, other] = await Promise.all([
      person.browser.connect(),
      bystander.browser.connect(),
    ])
    const [told, gone] = [next(socket, 'session:ended'), closed(socket)]
    await fall(person)
    expect((await person.browser.call('GET', '/api/auth/session')).body.error.code).toBe(
      'session_ended',
    )
    expect(await told).toEqual({ reason })
    await gone
    expect((await person.browser.refresh()).body.error.code).toBe('session_ended')
    expect(other.socket.connected).toBe(true)
    other.socket.disconnect()
  })

  describe('and without the triggers', () => {
    const triggers = (what: 'enable' | 'disable') =>
      relay.sql.unsafe(`
        alter table auth.sessions ${what} trigger parley_sign_in_ended;
        alter table auth.users ${what} trigger parley_account_closed`)
    beforeAll(() => triggers('disable'))
    afterAll(() => triggers('enable'))

    // One sweep finds all of them.
    test.concurrent.each(falls)('%s, by the sweep', async (how, reason, fall) => {
      const person = await relay.person()
      const { socket } = await person.browser.connect()
      const [told, gone] = [next(socket, 'session:ended'), closed(socket)]
      await fall(person)
      // A request checks its session. Only sockets wait for the sweep.
      expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(401)
      sweep()
      expect(await told, how).toEqual({ reason })
      await gone
    })
  })

  test('past its end, which nobody tells', async () => {
    const person = await relay.person()
    const { socket } = await person.browser.connect()
    const told = next(socket, 'session:ended')
    await relay.sql`update auth.sessions set not_after = now() where user_id = ${person.id}`
    expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(401)
    expect(socket.connected).toBe(true)
    sweep()
    expect(await told).toEqual({ reason: 'sign_in_ended' })
  })

  test('and not for a notice that is not true, nor for one that cannot be read', async () => {
    const person = await relay.person()
    const { socket } = await person.browser.connect()
    for (const text of ['', '{}', '{"user_id": "x"}', JSON.stringify({ user_id: person.id })]) {
      await relay.sql.notify('parley_sign_in_ended', text)
    }
    const other = await relay.person()
    const { socket: theirs } = await other.browser.connect()
    const told = next(theirs, 'session:ended')
    await relay.auth.signOut(other.session)
    await told
    expect(socket.connected).toBe(true)
    expect((await person.browser.call('GET', '/api/auth/session')).status).toBe(200)
    socket.disconnect()
  })
})

describe('Auth never waits for Parley', () => {
  const waiting = async () => {
    const rows = await relay.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return rows.length
  }

  test('a sign-out goes through while Parley holds the session', async () => {
    const person = await relay.person()
    const holder = await relay.sql.reserve()
    await holder`begin`
    await holder`select from user_sessions where user_id = ${person.id} for update`
    await relay.auth.signOut(person.session)
    await holder`commit`
    holder.release()
    const reason = async () => {
      const [row] = await relay.sql`
        select revoke_reason from user_sessions where user_id = ${person.id}`
      return row?.revoke_reason as string | undefined
    }
    await eventually('the session ends when it is let go', async () => (await reason()) != null)
    expect(await reason()).toBe('sign_in_ended')
  })

  test('and an account that is deleted while one of its sessions is ended', async () => {
    const person = await relay.person()
    const device = await signInElsewhere(person)
    const auth = await relay.sql.reserve()
    await auth`begin`
    await auth`delete from auth.sessions where user_id = ${person.id}`
    const ending = person.browser.call('DELETE', `/api/auth/sessions/${device.id}`)
    await eventually('the ending waits', async () => (await waiting()) > 0)
    // Now each waits for a row of the other: the relay has to give way.
    await auth`delete from auth.users where id = ${person.id}`
    await auth`commit`
    auth.release()
    expect([204, 401, 404]).toContain((await ending).status)
  })
})
