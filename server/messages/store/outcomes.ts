import { z } from 'zod'
import { message, type Message } from '../../../wire/messages.ts'
import { id } from '../../../wire/primitives.ts'
import { peopleOfAliases } from '../../aliases/people.ts'
import type { Sql } from '../../database/client.ts'
import { readRows } from '../../database/rows.ts'
import { messageFor, messageForAll } from './message-json.ts'
import {
  MAX_LATE_JOINERS,
  type NewMessage,
  type Outcome,
  type OutcomeRow,
  type Root,
} from './new-message.ts'

/**
 * What the answer of `private.write_messages` means. Roots of threads and messages of earlier attempts are rare, and
 * have reactions. They are read afterwards, so that a row and its reactions belong together.
 */
export async function outcomesOf(
  sql: Sql,
  messages: readonly NewMessage[],
  rows: readonly OutcomeRow[],
): Promise<Outcome[]> {
  const existingIds = rows.flatMap((row) => (isExisting(row) ? [row.id] : []))
  const rootIds = rows.flatMap((row, n) =>
    row.verdict === 'accepted' ? (messages[n]?.thread_root ?? []) : [],
  )
  const existing = await existingMessages(sql, existingIds)
  const roots = await rootsOfThreads(sql, rootIds)
  const aliases = new Map(
    (await peopleOfAliases(sql, [...new Set(messages.map(({ sender_id }) => sender_id))])).map(
      (person) => [person.id, person],
    ),
  )
  const waits = await slowModeWaits(
    sql,
    messages.filter((_, n) => rows[n]?.verdict === 'too_soon'),
  )
  const mutes = await muteWaits(
    sql,
    messages.flatMap(({ sender_id }, n) => (rows[n]?.verdict === 'muted' ? sender_id : [])),
  )
  const firstDays = await firstDaysLeft(
    sql,
    messages.flatMap(({ sender_id }, n) => (rows[n]?.verdict === 'new_account' ? sender_id : [])),
  )
  return rows.map((row, n) => {
    if (row.verdict === 'blocked') return { kind: 'blocked', block: row.block }
    if (isExisting(row)) {
      const found = existing.get(row.id)
      if (found === undefined) throw new Error('a message of an earlier attempt is gone')
      return { kind: 'existing', message: row.verdict === 'existing' ? found : asWritten(found) }
    }
    if (row.verdict === 'too_soon') {
      return { kind: 'too_soon', seconds: waits.get(placeOf(messages[n]!)) ?? 1 }
    }
    if (row.verdict === 'muted') {
      return { kind: 'muted', seconds: mutes.get(messages[n]!.sender_id) ?? 1 }
    }
    if (row.verdict === 'new_account') {
      return { kind: 'new_account', seconds: firstDays.get(messages[n]!.sender_id) ?? 1 }
    }
    if (row.verdict !== 'accepted') return { kind: row.verdict }
    const root = roots.get(messages[n]?.thread_root ?? '')
    return {
      kind: 'stored',
      message: row.message,
      root: root?.message ?? null,
      rootHiddenFrom: root?.hiddenFrom ?? [],
      sender: row.sender ?? aliases.get(messages[n]!.sender_id) ?? null,
    }
  })
}

type ExistingRow = Extract<OutcomeRow, { verdict: 'existing' | 'existing_hidden' }>

const isExisting = (row: OutcomeRow): row is ExistingRow =>
  row.verdict === 'existing' || row.verdict === 'existing_hidden'

/** The message without later changes by other people, because its sender may not see them. */
const asWritten = (existing: Message): Message => ({ ...existing, thread: null, reactions: [] })

/** `messages m` with these ids. Each is looked up by itself, also by a plan that was made when the table was empty. */
const messagesWithIds = (sql: Sql, ids: string[]) => sql`unnest(${ids}::uuid[]) wanted (id)
    cross join lateral (select * from public.messages found where found.id = wanted.id limit 1) m`

const existingRow = z.object({ id, message })

async function existingMessages(sql: Sql, ids: string[]): Promise<Map<string, Message>> {
  if (ids.length === 0) return new Map()
  const query = sql`
    select m.id, ${messageFor(sql, 'm', 'm.sender_id')} as message
    from ${messagesWithIds(sql, ids)}`
  return new Map((await readRows(existingRow, query)).map((row) => [row.id, row.message]))
}

const rootRow = z.object({ id, message, hiddenFrom: z.array(id) })

async function rootsOfThreads(sql: Sql, ids: string[]): Promise<Map<string, Root>> {
  if (ids.length === 0) return new Map()
  const query = sql`
    select m.id, ${messageForAll(sql, 'm')} as message, array(
      select p.user_id from public.conversation_participants p
      where p.conversation_id = m.conversation_id and p.joined_seq >= m.seq and p.joined_seq > 0
        and p.left_at is null
      limit ${MAX_LATE_JOINERS + 1}
    ) as "hiddenFrom"
    from ${messagesWithIds(sql, ids)}`
  return new Map((await readRows(rootRow, query)).map((row) => [row.id, row]))
}

const waitRow = z.object({ conversation_id: id, sender_id: id, seconds: z.int().min(1) })

/** A person waits in each room by itself, whichever of their messages came too soon. */
const placeOf = ({
  conversation_id,
  sender_id,
}: Pick<NewMessage, 'conversation_id' | 'sender_id'>) => `${conversation_id} ${sender_id}`

/** The seconds that the senders of these messages have to wait, by room and person. */
async function slowModeWaits(
  sql: Sql,
  messages: readonly NewMessage[],
): Promise<Map<string, number>> {
  if (messages.length === 0) return new Map()
  const query = sql`
    select i.conversation_id, i.sender_id, greatest(1, ceil(extract(epoch from
      p.last_sent_at + r.slow_mode_seconds * interval '1 second' - clock_timestamp()
    )))::int as seconds
    from unnest(
      ${messages.map(({ conversation_id }) => conversation_id)}::uuid[],
      ${messages.map(({ sender_id }) => sender_id)}::uuid[]
    ) i (conversation_id, sender_id)
    join public.hangouts r on r.conversation_id = i.conversation_id
    join public.conversation_participants p
      on p.conversation_id = i.conversation_id and p.user_id = i.sender_id`
  const rows = await readRows(waitRow, query)
  return new Map(rows.map((row) => [placeOf(row), row.seconds]))
}

const personWaitRow = z.object({ id, seconds: z.int().min(1) })

/** The seconds until these people may write again. */
async function muteWaits(sql: Sql, senderIds: readonly string[]): Promise<Map<string, number>> {
  if (senderIds.length === 0) return new Map()
  const query = sql`
    select sender.id,
      greatest(1, max(ceil(extract(epoch from r.muted_until - clock_timestamp()))))::int as seconds
    from unnest(${[...senderIds]}::uuid[]) sender (id)
    join private.restrictions r on r.account_id in (sender.id, private.person_behind(sender.id))
    group by sender.id`
  return new Map((await readRows(personWaitRow, query)).map((row) => [row.id, row.seconds]))
}

/** The seconds until the first day of these accounts is over. */
async function firstDaysLeft(sql: Sql, senderIds: readonly string[]): Promise<Map<string, number>> {
  if (senderIds.length === 0) return new Map()
  const query = sql`
    select sender.id, greatest(1, ceil(
      private.new_account_seconds(private.person_behind(sender.id))
    ))::int as seconds
    from (select distinct unnest(${[...senderIds]}::uuid[]) as id) sender`
  return new Map((await readRows(personWaitRow, query)).map((row) => [row.id, row.seconds]))
}
