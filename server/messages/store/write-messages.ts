import { kindsThatArePairs } from '../../kinds/conditions.ts'
import { personJson } from '../../people/person-json.ts'
import { alone } from '../../database/alone.ts'
import type { Sql } from '../../database/client.ts'
import { perName } from '../../database/fragments.ts'
import { readRows } from '../../database/rows.ts'
import { mentionsAsked } from './mentions.ts'
import { newMessageJson } from './message-json.ts'
import { outcomeRow, type NewMessage, type Outcome } from './new-message.ts'
import { outcomesOf } from './outcomes.ts'
import { isPlain, plainColumns, plainRow, withMessage } from './plain-messages.ts'

const LOCK_TIMEOUT_MILLISECONDS = 2_000

/**
 * Stores many messages in one commit and answers each, in the order given. Within a conversation that is the order of
 * `seq`. `private.write_messages` judges a message when it takes its numbers: membership, an earlier attempt, the quoted
 * message, the thread and a block. It does not wait for a locked conversation: its messages are `busy`.
 *
 * @param waitFor the one conversation of all these messages. Its lock is waited for. Everything is judged after that, so
 * nothing is out of date.
 */
export async function writeMessages(
  sql: Sql,
  messages: readonly NewMessage[],
  waitFor?: string,
): Promise<Outcome[]> {
  const column = <K extends keyof NewMessage>(name: K) => messages.map((message) => message[name])
  const names = messages.map(({ body, mentions }) => mentionsAsked(body, mentions))
  const arePlain = messages.every((message, n) => isPlain(message, names[n]!))
  const query = sql`
    select w.verdict, w.block, ${arePlain ? plainColumns(sql, 'w') : allColumns(sql)}
    from private.write_messages(
      ${column('conversation_id')}::uuid[], ${column('sender_id')}::uuid[],
      ${column('client_id')}::uuid[], ${bodiesOf(sql, messages)}, ${column('reply_to')}::uuid[],
      ${column('thread_root')}::uuid[], ${names}::text[],
      ${waitFor === undefined ? pairs(sql) : pairsAfterLock(sql, waitFor)}
    ) w
    ${arePlain ? sql`` : rowsApart(sql)}`
  if (waitFor !== undefined) alone(query)
  const rows = arePlain
    ? (await readRows(plainRow, query)).map((row, n) => withMessage(messages[n]!, row))
    : await readRows(outcomeRow, query)
  return outcomesOf(sql, messages, rows)
}

const allColumns = perName(
  (sql) => sql`
    m.id, case when w.verdict = 'accepted' then ${newMessageJson(sql, 'm')} end as message,
    case when sender.id is not null then ${personJson(sql, 'sender')} end as sender`,
)

const rowsApart = perName(
  (sql) => sql`
    cross join lateral (select (w.message).*) m
    cross join lateral (select (w.sender).*) sender`,
)

/** `private.judge_authors` reads the setting, which lasts as long as the transaction. It is written before the call. */
function bodiesOf(sql: Sql, messages: readonly NewMessage[]) {
  const bodies = sql`${messages.map(({ body }) => body)}::text[]`
  if (messages.every(({ shown }) => shown === undefined)) return bodies
  const shown = JSON.stringify(messages.map((message) => message.shown ?? null))
  return sql`(
    select case when told.shown is not null then ${bodies} end
    from (select set_config('parley.shown', ${shown}, true) as shown) told
  )`
}

const pairs = (sql: Sql) => sql`${kindsThatArePairs}::text[]`

/**
 * The lock in the same statement. A transaction would hold it through two round trips, while other nodes wait for it. The
 * function begins when it has this argument, so it sees what was committed until the lock was there.
 */
const pairsAfterLock = (sql: Sql, conversationId: string) => sql`(
  select case when count(*) >= 0 then ${pairs(sql)} end
  from (
    select from public.conversations c,
      (select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MILLISECONDS)}, true) as time) patience
    where c.id = ${conversationId} and patience.time is not null
    for no key update of c
  ) locked
)`

/** Waits for the lock of the conversation. Everything is judged after that, so nothing is out of date. */
export async function lockConversation(sql: Sql, conversationId: string): Promise<void> {
  await sql`select from public.conversations where id = ${conversationId} for no key update`
}
