import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openGroup, openPair, post, view } from '../../testing/conversations.ts'
import { claimsOf, readAs } from '../../testing/database-rules/data-api-world.ts'
import { eventually } from '../../testing/eventually.ts'
import { addPeople } from '../../testing/groups.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import { watch } from '../../testing/watch.ts'
import type { Message } from '../../wire/messages.ts'

/** Time does not pass here: a test moves the ends of messages into the past. The collector runs when a test says so. */
let relay: TestRelay
let runs: (() => Promise<void>)[]
beforeAll(async () => {
  runs = []
  relay = await openTestRelay({}, undefined, {
    repeat(_milliseconds, run) {
      runs.push(run)
      return () => undefined
    },
  })
})
afterAll(() => relay.close())

let ada: TestPerson
let ben: TestPerson
let id: string
beforeEach(async () => {
  ;({ ada, ben, id } = await openPair(relay))
})

const DAY = 86_400
const askLifetime = (who: TestPerson, seconds: number | null, place = id) =>
  who.browser.call('PUT', `/api/conversations/${place}/message-lifetime`, {
    body: { message_lifetime_seconds: seconds },
  })
const setLifetime = async (who: TestPerson, seconds: number | null, place = id) => {
  const answer = await askLifetime(who, seconds, place)
  expect(answer.status).toBe(200)
  return answer.body
}
const collect = async () => {
  for (const run of runs) await run()
}
/** Moves the end of each message of a conversation to this time before now. */
const endAll = (ago = '1 second', place = id) => relay.sql`
  update messages set expires_at = date_trunc('milliseconds', clock_timestamp() - ${ago}::interval)
  where conversation_id = ${place} and expires_at is not null`
const get = async (who: TestPerson, path: string) => (await who.browser.call('GET', path)).body
const history = async (who = ada, query = ''): Promise<Message[]> =>
  (await get(who, `/api/conversations/${id}/messages${query}`)).items
const send = (who: TestPerson, more: object) =>
  who.browser.call('POST', `/api/conversations/${id}/messages`, {
    body: { client_id: randomUUID(), body: 'x', ...more },
  })
const react = (who: TestPerson, { id: messageId }: Message) =>
  who.browser.call('PUT', `/api/messages/${messageId}/reactions/${encodeURIComponent('👍')}`)
const found = async (q: string) => (await get(ada, `/api/search?q=${q}`)).items.length

describe('the setting', () => {
  test('is announced by a system line, and the same setting again by nothing', async () => {
    const { socket } = await ben.browser.connect()
    const lines = watch(socket, 'message:new')
    const body = await setLifetime(ada, DAY)
    expect(body).toMatchObject({ message_lifetime_seconds: DAY, last_seq: 1, last_ver: 1 })
    const [push] = await lines.until((pushes) => pushes.length > 0)
    expect(push?.messages[0]).toMatchObject({
      kind: 'system',
      event: { type: 'lifetime_changed', seconds: DAY },
      expires_at: null,
    })
    await setLifetime(ben, DAY)
    expect(await view(ben, id)).toMatchObject({ last_seq: 1, message_lifetime_seconds: DAY })
  })

  test('belongs to both people of a pair, to the owner and admins of a group, and within bounds', async () => {
    const cleo = await relay.person('Cleo')
    const group = (await openGroup([ada, ben])).id
    expect((await askLifetime(ada, DAY, group)).status).toBe(200)
    expect((await askLifetime(ben, DAY, group)).status).toBe(403)
    expect((await askLifetime(cleo, DAY)).status).toBe(404)
    expect((await askLifetime(ada, 3_599)).status).toBe(400)
    expect((await askLifetime(ada, 90 * DAY + 1)).status).toBe(400)
    expect((await askLifetime(ada, 90 * DAY)).status).toBe(200)
    await ben.browser.call('PUT', `/api/people/${ada.id}/block`)
    expect((await askLifetime(ada, null)).status).toBe(403)
  })

  test('concerns only later messages: each keeps its own end', async () => {
    const before = await post(ada, id, 'before')
    await setLifetime(ada, DAY)
    const during = await post(ada, id, 'during')
    await setLifetime(ben, null)
    const after = await post(ada, id, 'after')
    expect([before.expires_at, after.expires_at]).toEqual([null, null])
    expect(Date.parse(during.expires_at!) - Date.parse(during.created_at)).toBe(DAY * 1_000)
    expect((await history()).find(({ id: one }) => one === during.id)).toEqual(during)
  })
})

describe('at its end a message is gone for every reader,', () => {
  for (const isCollected of [false, true]) {
    test(`${isCollected ? 'also after' : 'before'} the collector came`, async () => {
      const quiet = await post(ada, id, 'quiet before')
      await setLifetime(ada, DAY)
      const root = await post(ben, id, 'secretword one')
      await react(ada, root)
      const answered = await send(ada, { body: 'secretword answer', thread_root: quiet.id })
      await send(ada, { body: 'a reply', reply_to: root.id })
      const last = await post(ben, id, 'secretword last @ada')
      await eventually('the search knows it', async () => (await found('secretword')) === 3)
      const seen = await view(ada, id)
      expect(seen).toMatchObject({ unread: 2, last_message: { id: last.id } })
      const one = (messageId: string) => get(ada, `/api/messages/${messageId}`)
      expect((await one(quiet.id)).thread).toMatchObject({ count: 1 })

      await endAll()
      if (isCollected) await collect()
      const answers = [
        await history(),
        await history(ada, `?thread_root=${quiet.id}`),
        await history(ada, `?around_seq=${root.seq}`),
        await get(ada, `/api/conversations/${id}/changes?after_ver=0`),
        await get(ada, '/api/conversations'),
        await get(ada, '/api/search?q=secretword'),
        await one(root.id),
        await ask((await ada.browser.connect()).socket, 'sync', {
          epoch: null,
          cursors: {},
          receipts: {},
        }),
      ]
      expect(JSON.stringify(answers)).not.toContain('secretword')
      expect(await found('secretword')).toBe(0)
      const gone = await one(root.id)
      expect(gone).toMatchObject({
        body: '',
        mentions: [],
        reactions: [],
        edited_at: null,
        seq: root.seq,
      })
      expect(gone.deleted_at).toBe(gone.expires_at)
      expect((await one(quiet.id)).thread).toBeNull()
      expect(await view(ada, id)).toMatchObject({ unread: 0, last_message: { body: '' } })
      expect((await one(quiet.id)).body).toBe('quiet before')
      expect(await one(answered.body.id)).toMatchObject({ body: '', thread_root: quiet.id })

      // Nothing can be added to it any more, and a retry of its sender finds it gone.
      expect((await react(ada, root)).status).toBe(409)
      const edit = await ben.browser.call('PUT', `/api/messages/${root.id}`, {
        body: { body: 'new' },
      })
      expect(edit.status).toBe(409)
      const again = await send(ben, { client_id: root.client_id, body: 'secretword one' })
      expect(again).toMatchObject({ status: 200, body: { id: root.id, body: '' } })

      const session = await relay.sql<{ id: string }[]>`
        select supabase_session_id as id from user_sessions where user_id = ${ada.id}`
      const claims = { ...claimsOf(ada.id), session_id: session[0]!.id }
      const rows = await readAs(relay.sql, claims, 'select body as id from public.messages')
      expect(rows).toEqual(['', 'quiet before'])
      const reactions = 'select message_id as id from public.message_reactions'
      expect(await readAs(relay.sql, claims, reactions)).toEqual([])
    })
  }
})

describe('the collector', () => {
  const rows = () => relay.sql`
    select seq::int, ver::int, body, coalesce(deleted_at = expires_at, false) as gone, thread_count::int as answers
    from messages where conversation_id = ${id} order by seq`
  const kept = () => relay.sql<{ count: number }[]>`
    select count(*)::int as count from private.search_entries where conversation_id = ${id}`

  test('deletes bodies, reactions and search terms, and keeps seq and ver dense', async () => {
    const root = await post(ada, id, 'root')
    await setLifetime(ada, DAY)
    const [one] = [await post(ada, id, 'one'), await post(ben, id, 'two')]
    await react(ben, one)
    const answer = await send(ada, { body: 'answer', thread_root: root.id })
    await eventually('the terms are stored', async () => (await kept())[0]!.count === 4)
    const { socket } = await ben.browser.connect()
    const told = watch(socket, 'message:deleted')
    await endAll()
    const { last_ver } = await view(ada, id)
    await collect()

    expect(await rows()).toEqual([
      { seq: 1, ver: last_ver + 1, body: 'root', gone: false, answers: 0 },
      { seq: 2, ver: 2, body: '', gone: false, answers: 0 },
      { seq: 3, ver: last_ver + 2, body: '', gone: true, answers: 0 },
      { seq: 4, ver: last_ver + 3, body: '', gone: true, answers: 0 },
      { seq: 5, ver: last_ver + 4, body: '', gone: true, answers: 0 },
    ])
    expect(answer.body.seq).toBe(5)
    expect(await view(ada, id)).toMatchObject({ last_seq: 5, last_ver: last_ver + 4 })
    const left = await relay.sql`select from message_reactions where conversation_id = ${id}`
    expect(left).toHaveLength(0)
    await eventually('the terms are gone', async () => (await kept())[0]!.count === 1)
    const [push] = await told.until((pushes) => pushes.length > 0)
    expect(push?.messages.map(({ ver }) => ver - last_ver)).toEqual([1, 2, 3, 4])
    // Nothing is left to do.
    await collect()
    expect(await view(ada, id)).toMatchObject({ last_ver: last_ver + 4 })
  })

  test('tells nobody of messages from before they joined', async () => {
    const [owner, late] = [ada, await relay.person('Late')]
    const group = (await openGroup([owner, ben])).id
    await setLifetime(owner, DAY, group)
    await post(owner, group, 'early')
    await addPeople(owner, group, late)
    const { socket } = await late.browser.connect()
    const told = watch(socket, 'message:deleted')
    const changed = watch(socket, 'conversation:changed')
    await endAll('1 second', group)
    await collect()
    await changed.until((pushes) => pushes.length > 0)
    expect(told.pushes).toEqual([])
  })

  test('leaves a locked conversation to the next run, and counts what waits', async () => {
    await setLifetime(ada, DAY)
    await post(ada, id, 'waits')
    await endAll('40 seconds')
    await relay.sql.begin(async (lock) => {
      await lock`select from conversations where id = ${id} for update`
      await collect()
    })
    expect((await rows()).at(-1)).toMatchObject({ body: 'waits', gone: false })
    const metric = async (name: string) => {
      const text = await (await fetch(`${relay.url}/metrics`)).text()
      return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
    }
    const before = await metric('parley_ended_messages_total')
    await collect()
    expect((await rows()).at(-1)).toMatchObject({ body: '', gone: true })
    expect(await metric('parley_ended_messages_lag_seconds')).toBeGreaterThanOrEqual(40)
    expect((await metric('parley_ended_messages_total')) - before).toBe(1)
    await collect()
    expect(await metric('parley_ended_messages_lag_seconds')).toBe(0)
  })

  test('works in small batches, of which a kill loses one at most', async () => {
    const { collectEndedMessages } = await import('./collect.ts')
    const { openDatabase } = await import('../database/client.ts')
    const { silent } = await import('../../testing/silence.ts')
    await setLifetime(ada, DAY)
    for (const body of ['1', '2', '3', '4', '5']) await post(ada, id, body)
    await endAll()
    const sql = openDatabase(relay.env.DATABASE_URL!, silent, { connections: 1 })
    const sizes: number[] = []
    const dies = () => Promise.reject(new Error('killed'))
    const run = (announce: () => Promise<void> | void) =>
      collectEndedMessages(sql, { batch: 2, announce, tell: (count) => void sizes.push(count) })
    await expect(run(dies)).rejects.toThrow('killed')
    await run(() => undefined)
    await sql.end()
    expect(sizes).toEqual([2, 2, 1])
    expect((await rows()).slice(1).map(({ gone }) => gone)).toEqual([true, true, true, true, true])
    const { last_ver } = await view(ada, id)
    expect(Math.max(...(await rows()).map(({ ver }) => ver))).toBe(last_ver)
  })
})

test('nobody answers in the thread of a message that has ended and is not collected', async () => {
  await setLifetime(ada, DAY)
  const root = await post(ada, id, 'root')
  await endAll()
  const answer = await send(ben, { thread_root: root.id })
  expect([answer.status, answer.body.error?.code]).toEqual([400, 'invalid_request'])
})

test('pinned messages that have ended take no place of a new pin', async () => {
  await setLifetime(ada, DAY)
  const { id: messageId } = await post(ada, id, 'pin me')
  await relay.sql`
    insert into messages (conversation_id, seq, ver, sender_id, client_id, body, pinned_at, expires_at)
    select ${id}, 1000 + n, 1000 + n, ${ada.id}, gen_random_uuid(), 'old', now(), now() - interval '1 minute'
    from generate_series(1, 50) n`
  const pinned = await ada.browser.call('PUT', `/api/messages/${messageId}/pin`)
  expect(pinned.status).toBe(200)
})
