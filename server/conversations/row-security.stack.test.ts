import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../testing/browser.ts'
import { openPair, post, startDirect, view, type TestPair } from '../../testing/conversations.ts'
import { readAsHolder } from '../../testing/data-api.ts'
import { openTestRelay, type TestPerson, type TestRelay } from '../../testing/relay.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'

/**
 * The Data API must show a person exactly what the relay shows them. The tests read it by SQL, with the person's role
 * and claims.
 */
let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  const cleo = await relay.person('Cleo')
  const second = await startDirect(pair.ben, cleo)
  const hello = await post(pair.ada, pair.id, 'hello')
  const answer = await post(pair.ben, pair.id, 'hello yourself')
  const typo = await post(pair.ada, pair.id, 'helo')
  const elsewhere = await post(cleo, second.id, 'not for Ada')
  const change = (who: TestPerson, method: string, path: string, body?: object) =>
    who.browser.call(method, path, { body })
  const like = `reactions/${encodeURIComponent('👍')}`
  await change(pair.ada, 'PUT', `/api/messages/${hello.id}`, { body: 'hello Ben' })
  await change(pair.ada, 'DELETE', `/api/messages/${typo.id}`)
  await change(pair.ada, 'PUT', `/api/messages/${answer.id}/${like}`)
  await change(pair.ben, 'PUT', `/api/messages/${hello.id}/${like}`)
  await change(pair.ben, 'PUT', `/api/messages/${elsewhere.id}/${like}`)
  const inThread = { client_id: randomUUID(), body: 'and again', thread_root: hello.id }
  await change(pair.ben, 'POST', `/api/conversations/${pair.id}/messages`, inThread)
})
afterAll(() => relay.close())

const asAda = <T extends object>(query: string) => readAs<T>(pair.ada, query)

const readAs = <T extends object>({ session }: TestPerson, query: string) =>
  readAsHolder<T>(relay.sql, session, query)

test('conversations', async () => {
  const rows = await asAda<Conversation>(`
    select id, kind, title, last_seq::int, last_ver::int, created_at, active_at from conversations`)
  const { id, kind, title, last_seq, last_ver, created_at, active_at } = await view(
    pair.ada,
    pair.id,
  )
  expect(rows).toEqual([
    {
      id,
      kind,
      title,
      last_seq,
      last_ver,
      created_at: new Date(created_at),
      active_at: new Date(active_at),
    },
  ])
})

test('participants and their names', async () => {
  const rows = await asAda(`
    select user_id, username, display_name, avatar_url, p.role,
      last_read_seq::int, last_delivered_seq::int
    from conversation_participants p join profiles on profiles.id = p.user_id`)
  const { participants } = await view(pair.ada, pair.id)
  // The version counters serve only sync over the socket.
  const shown = participants.map(({ receipts_ver: _, ...one }) => one)
  expect(new Set(rows)).toEqual(new Set(shown))
})

test('a person who blocked their counterpart does not see the counterpart’s receipts', async () => {
  const { ada, ben, id } = await openPair(relay)
  const sent = await post(ada, id, 'read this')
  await ada.browser.call('PUT', `/api/people/${ben.id}/block`)
  const { socket } = await ben.browser.connect()
  await ask(socket, 'message:read', { conversation_id: id, seq: sent.seq })
  socket.disconnect()
  const receipts = async (who: TestPerson) =>
    readAs(
      who,
      `select last_read_seq::int from conversation_participants
      where conversation_id = '${id}' and user_id = '${ben.id}'`,
    )
  const read = [{ last_read_seq: sent.seq }]
  expect(await receipts(ben)).toEqual(read)
  expect(await receipts(ada)).toEqual([])
  await ada.browser.call('DELETE', `/api/people/${ben.id}/block`)
  expect(await receipts(ada)).toEqual(read)
})

test('messages', async () => {
  const rows = await asAda(`
    select id, conversation_id, seq::int, ver::int, sender_id, client_id, kind, body, reply_to,
      thread_root, thread_count::int, thread_last_at, mentions, mention_names, event, created_at, edited_at, deleted_at, hidden_at,
      pinned_at, expires_at
    from messages order by seq`)
  const shown = (await shownToAda()).map(({ reactions: _, thread, ...message }) => ({
    ...message,
    thread_count: thread?.count ?? 0,
    thread_last_at: thread && new Date(thread.last_at),
    created_at: new Date(message.created_at),
    edited_at: message.edited_at && new Date(message.edited_at),
    deleted_at: message.deleted_at && new Date(message.deleted_at),
    hidden_at: message.hidden_at ? new Date(message.hidden_at) : null,
    pinned_at: message.pinned_at && new Date(message.pinned_at),
    expires_at: message.expires_at && new Date(message.expires_at),
  }))
  expect(rows).toEqual(shown)
})

test('reactions', async () => {
  const rows = await asAda(`
    select message_id, user_id, emoji from message_reactions order by message_id, created_at`)
  const shown = (await shownToAda())
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id, reactions }) =>
      reactions.flatMap(({ emoji, user_ids }) =>
        user_ids.map((user_id) => ({ message_id: id, user_id, emoji })),
      ),
    )
  expect(shown.length).toBeGreaterThan(0)
  expect(rows).toEqual(shown)
})

async function shownToAda(): Promise<Message[]> {
  const { body } = await pair.ada.browser.call('GET', `/api/conversations/${pair.id}/messages`)
  return body.items
}
