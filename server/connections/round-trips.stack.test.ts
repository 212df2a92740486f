import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openPair, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import type { SyncRequest } from '../../wire/sync.ts'
import { createFirstSyncs } from './first-sync.ts'

/** How often a request is made, so that it can be told from what the relay asks by itself now and then. */
const TIMES = 12

let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay({ PARLEY_PERSON_REQUESTS: '100000' })
  pair = await openPair(relay)
  await relay.sql`create extension if not exists pg_stat_statements`
})
afterAll(() => relay.close())

/** The statements of the relay for one request, without those that begin and end a transaction. */
async function statementsOf(
  request: (time: number) => Promise<unknown>,
  role = 'postgres',
): Promise<number> {
  await relay.sql`select pg_stat_statements_reset()`
  for (let time = 0; time < TIMES; time++) await request(time)
  const [row] = await relay.sql<{ calls: number }[]>`
    select coalesce(sum(calls), 0)::int as calls
    from pg_stat_statements join pg_database on pg_database.oid = dbid
    where datname = current_database() and userid = ${role}::text::regrole and calls >= ${TIMES}
      and toplevel and query !~* '^(begin|commit)'`
  return row!.calls / TIMES
}

test('handshake, rooms and first sync need two statements together', async () => {
  const { ada, id } = pair
  const connect = async () => {
    const { socket, hello } = await ada.browser.connect()
    const first = { epoch: hello.epoch, cursors: { [id]: hello.marks[id]! } }
    expect(await ask(socket, 'sync', first)).toMatchObject({ ok: true, items: [] })
    socket.disconnect()
  }
  await connect()
  expect(await statementsOf(connect)).toBe(2)
})

test('first syncs that come at once share a statement, and each gets its own answer', async () => {
  const { ada, ben, id } = pair
  const [mine, theirs] = [await ada.browser.connect(), await ben.browser.connect()]
  const { epoch, marks } = mine.hello
  const has = { epoch, cursors: { [id]: marks[id]! }, receipts: { [id]: 0 } }
  const unknown = randomUUID()
  const questions: { socket: typeof mine; request: SyncRequest; differs: boolean }[] = [
    { socket: mine, request: has, differs: false },
    { socket: theirs, request: has, differs: false },
    { socket: mine, request: { ...has, receipts: undefined }, differs: false },
    { socket: mine, request: { ...has, epoch: 'of a backup, {"}' }, differs: true },
    { socket: mine, request: { ...has, cursors: { [id]: marks[id]! + 1 } }, differs: true },
    { socket: mine, request: { ...has, receipts: { [id]: 7 } }, differs: true },
    { socket: mine, request: { epoch, cursors: { [unknown]: 3 } }, differs: true },
    { socket: mine, request: { epoch, cursors: { ...has.cursors, [unknown]: 3 } }, differs: true },
  ]
  const syncs = createFirstSyncs(relay.sql)
  const sessionOf = ({ hello: { session, user_id: userId } }: typeof mine) => ({
    ...{ id: session.id, userId, expiresIn: 1 },
  })
  const lookAtAll = () =>
    Promise.all(
      questions.map(({ socket, request }) => syncs.look({ session: sessionOf(socket), request })),
    )
  const looks = await lookAtAll()
  expect(looks.map(({ differs }) => differs)).toEqual(questions.map(({ differs }) => differs))
  expect(new Set(looks.map(({ epoch: told }) => told))).toEqual(new Set([epoch]))
  expect(looks.every(({ lives }) => lives)).toBe(true)
  const [own] = await relay.sql<{ role: string }[]>`select current_user::text as role`
  expect(await statementsOf(lookAtAll, own!.role)).toBe(1)
  await relay.sql`update user_sessions set revoked_at = now() where id = ${theirs.hello.session.id}`
  expect((await lookAtAll()).map(({ lives }) => lives)).toEqual(
    questions.map(({ socket }) => socket === mine),
  )
  mine.socket.disconnect()
})

test('a new sign-in is bridged in four statements of one transaction', async () => {
  const signIns = await Promise.all(
    Array.from({ length: TIMES }, () => relay.auth.signUp(undefined, { display_name: 'Someone' })),
  )
  const bridge = async (time: number) => {
    const { status } = await relay.browser().bridge(signIns[time]!.access_token)
    expect(status).toBe(201)
  }
  // The Auth server of the tests signs in as another role, so its statements do not count.
  expect(await statementsOf(bridge)).toBe(4)
})
