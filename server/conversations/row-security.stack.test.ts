import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPair, post, startDirect, view, type TestPair } from '../../testing/conversations.ts'
import { openTestRelay, type TestRelay } from '../../testing/relay.ts'
import type { Conversation } from '../../wire/conversations.ts'
import type { Message } from '../../wire/messages.ts'

/** What the Data API would show a person must be what the relay shows them: here by SQL, as their role, with their claims. */
let relay: TestRelay
let pair: TestPair
beforeAll(async () => {
  relay = await openTestRelay()
  pair = await openPair(relay)
  const cleo = await relay.person('Cleo')
  const other = await startDirect(pair.ben, cleo)
  await post(pair.ada, pair.id, 'hello')
  await post(pair.ben, pair.id, 'hello yourself')
  await post(cleo, other.id, 'not for Ada')
})
afterAll(() => relay.close())

const asAda = <T extends object>(query: string): Promise<T[]> =>
  relay.sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: pair.ada.id })}, true)`
    await tx`set local role authenticated`
    return tx.unsafe<T[]>(query)
  }) as Promise<T[]>

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
  expect(new Set(rows)).toEqual(new Set(participants))
})

test('messages', async () => {
  const rows = await asAda(`
    select id, conversation_id, seq::int, ver::int, sender_id, client_id, kind, body, reply_to,
      created_at, edited_at, deleted_at
    from messages order by seq`)
  const { body } = await pair.ada.browser.call('GET', `/api/conversations/${pair.id}/messages`)
  const shown = (body.items as Message[]).map(({ reactions: _, ...message }) => ({
    ...message,
    created_at: new Date(message.created_at),
  }))
  expect(rows).toEqual(shown)
})
