import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../testing/browser.ts'
import { openPair, post, send, type TestPair } from '../testing/conversations.ts'
import { eventually } from '../testing/eventually.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../testing/relay.ts'

/** The advisory lock that a search waits for in these tests. */
const LOCK = 8_002

let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  // Far more connections than one person may use, so that only their places limit them.
  relay = await openTestRelay({ PARLEY_DATABASE_CONNECTIONS: '40' })
  pair = await openPair(relay)
  await post(pair.ada, pair.id, 'words')
  // Few messages would be read without a look into the index.
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body)
    select ${pair.id}, n + 1, n + 1, ${pair.ada.id}, gen_random_uuid(), 'filler' from generate_series(1, 301) n`
  await relay.sql`update conversations set last_seq = 302, last_ver = 302 where id = ${pair.id}`
  await relay.sql.unsafe(`
    create or replace function private.terms_by_week(exact text[], beginnings text[], until timestamptz, most_together int)
    returns table (week int, terms tsquery) language plpgsql as $$
    begin
      perform pg_advisory_lock_shared(${LOCK});
      perform pg_advisory_unlock_shared(${LOCK});
    end $$`)
})
afterAll(() => relay.close())

/** The queries of the relay that wait for a lock now. */
async function waiting(kind: 'advisory' | 'relation'): Promise<number> {
  const [row] = await relay.sql<{ count: number }[]>`
    select count(*)::int as count from pg_locks
    where not granted and locktype = ${kind}
      and database = (select oid from pg_database where datname = current_database())`
  return row?.count ?? 0
}

/** The same person in another browser, with a session of its own. */
async function elsewhere({ email }: TestPerson) {
  const browser = relay.browser()
  const session = await relay.auth.signIn(email)
  expect((await browser.bridge(session.access_token)).status).toBe(201)
  return browser
}

test('one person has two searches at work, over all their sessions, and still sends and reads', async () => {
  const { ada, ben, id } = pair
  const second = await elsewhere(ada)
  const { socket } = await ada.browser.connect()
  const search = '/api/search?q=words'
  const searches = await relay.sql.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`
    const begun = [ada.browser, second, ada.browser, second].map((browser) =>
      browser.call('GET', search),
    )
    await eventually('two searches are at work', async () => (await waiting('advisory')) >= 2)
    begun.push(ben.browser.call('GET', search))
    await eventually('the search of another person is too', async () => {
      return (await waiting('advisory')) >= 3
    })
    expect((await ada.browser.call('GET', '/api/conversations')).status).toBe(200)
    expect((await second.call('GET', `/api/conversations/${id}/messages`)).status).toBe(200)
    expect(await send(socket, id, 'my own searches do not delay this')).toMatchObject({ ok: true })
    expect(await waiting('advisory')).toBe(3)
    return { begun }
  })
  // On a slow machine the lock may outlast the time of a search.
  for (const { status } of await Promise.all(searches.begun)) {
    expect(status).toBeOneOf([200, 422])
  }
})

test('one person has four queries at work, over requests and sockets', async () => {
  const { ada, ben, id } = pair
  const second = await elsewhere(ada)
  const sockets = await Promise.all([ada.browser.connect(), second.connect()])
  const asked = await relay.sql.begin(async (sql) => {
    await sql`lock table conversations in access exclusive mode`
    const answers: Promise<unknown>[] = [ada.browser, second].flatMap((browser) =>
      ['', `/${id}`, `/${id}/changes?after_ver=0`].map((path) =>
        browser.call('GET', `/api/conversations${path}`),
      ),
    )
    for (const { socket } of sockets) {
      answers.push(ask(socket, 'sync', { epoch: null, cursors: {} }))
      answers.push(ask(socket, 'message:read', { conversation_id: id, seq: 1 }))
    }
    await eventually('four are at work', async () => (await waiting('relation')) >= 4)
    answers.push(ben.browser.call('GET', '/api/conversations'))
    await eventually('that of another person is too', async () => (await waiting('relation')) >= 5)
    // Requests that need no place among them are answered meanwhile.
    expect((await relay.browser().call('GET', '/livez')).status).toBe(200)
    expect(await waiting('relation')).toBe(5)
    return { answers }
  })
  const answers = await Promise.all(asked.answers)
  expect(answers).toHaveLength(11)
  for (const answer of answers) {
    expect(answer).toSatisfy(({ status, ok }) => status === 200 || ok === true)
  }
})

test('a socket has one sync at work and one that waits', async () => {
  const { ada } = pair
  const { socket } = await ada.browser.connect()
  const asked = await relay.sql.begin(async (sql) => {
    await sql`lock table conversations in access exclusive mode`
    const syncs = Array.from({ length: 5 }, () => ask(socket, 'sync', { epoch: null, cursors: {} }))
    for (const sync of syncs.slice(2)) {
      const error = { code: 'rate_limited', retry_after: 1 }
      expect(await sync).toMatchObject({ ok: false, error })
    }
    await eventually('one is at work', async () => (await waiting('relation')) >= 1)
    expect((await relay.browser().call('GET', '/livez')).status).toBe(200)
    expect(await waiting('relation')).toBe(1)
    return { first: syncs.slice(0, 2) }
  })
  for (const answer of await Promise.all(asked.first)) expect(answer).toMatchObject({ ok: true })
})

test.each([
  '/api/search?q=words',
  '/api/people?q=words',
  '/api/people/changes?since=2026-01-01T00:00:00Z',
  '/api/conversations?q=words',
])('%s is ended when it takes too long', async (path) => {
  await relay.sql.begin(async (sql) => {
    await sql`lock table profiles in access exclusive mode`
    const answer = await pair.ada.browser.call('GET', path)
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'too_costly' } } })
  })
})
