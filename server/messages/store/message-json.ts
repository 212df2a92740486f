import type { PendingQuery, Row } from 'postgres'
import { MAX_LISTED_REACTORS } from '../../../wire/limits.ts'
import type { Sql } from '../../database/client.ts'
import { perName, type Fragment } from '../../database/fragments.ts'
import { isoTime } from '../../database/iso-time.ts'
import { departingIds } from '../../people/departing.ts'
import { emojiKey } from './emoji-key.ts'
import { hasEnded } from './has-ended.ts'

/** An SQL expression for the id of the person who gets the message. */
type Reader = PendingQuery<Row[]>

/**
 * The reactions to a message, in order of first use. Each lists few people, because thousands may have reacted. Several
 * spellings of one emoji are one reaction, shown in the last spelling by its code, which is the one with a selector. Most
 * messages have no reaction, and one look at the index costs less than an empty list.
 */
const reactionsTo = (sql: Sql, alias: string, reader: Reader) =>
  reactionsIfAny(
    sql,
    alias,
    sql`(
    select coalesce(json_agg(used.entry order by used.since), '[]')
    from (
      select min(r.created_at) as since, json_strip_nulls(json_build_object(
        'emoji', max(r.emoji collate "C"),
        'user_ids', to_json((array_agg(r.user_id order by r.created_at))[1:${MAX_LISTED_REACTORS}]),
        'more', nullif(greatest(count(*) - ${MAX_LISTED_REACTORS}, 0), 0),
        'mine', case when count(*) > ${MAX_LISTED_REACTORS} then bool_or(r.user_id = ${reader}) end
      )) as entry
      from (
        select r.user_id, ${emojiKey(sql, sql`r.emoji`)} as key, max(r.emoji collate "C") as emoji,
          min(r.created_at) as created_at
        from public.message_reactions r
        where r.message_id = ${sql(alias)}.id and r.user_id <> all(shared.gone)
        group by r.user_id, key
      ) r
      group by r.key
    ) used
  )`,
  )

/** The same from a function. See `soleMessageFor`. */
const reactionsFromFunction = (sql: Sql, alias: string, reader: string) =>
  reactionsIfAny(
    sql,
    alias,
    sql`private.reactions_to(${sql(alias)}.id, shared.gone, ${sql(reader)}, ${MAX_LISTED_REACTORS})`,
  )

const reactionsIfAny = (sql: Sql, alias: string, made: Fragment) => sql`
  case when shared.ended then '[]' when ${hasReactions(sql, alias)} then ${made} else '[]' end`

/**
 * `limit 1` and not `exists`: for `exists` PostgreSQL may read the reactions to all messages into memory. The order is
 * that of the primary key, so that the index is used even by a plan from when there were no reactions.
 */
const hasReactions = perName((sql, alias: string) => {
  return sql`
  (
    select r.message_id from public.message_reactions r where r.message_id = ${sql(alias)}.id
    order by r.user_id, r.emoji limit 1
  ) is not null`
})

const messageTo = (sql: Sql, alias: string, reader: Reader) =>
  messageJson(sql, alias, {
    reactions: reactionsTo(sql, alias, reader),
    thread: threadOf(sql, alias),
  })

const messageToColumn = perName((sql, alias: string, reader: string) =>
  messageTo(sql, alias, sql`${sql(reader)}`),
)

/**
 * A message as this reader sees it. An event for many readers takes it through `forEverybody` first.
 * @param reader the column with the reader's id, such as `me.user_id`, or an expression
 */
export const messageFor = (sql: Sql, alias: string, reader: string | Reader) =>
  typeof reader === 'string' ? messageToColumn(sql, alias, reader) : messageTo(sql, alias, reader)

/**
 * The message of a query about one conversation. PostgreSQL prepares the tables of a statement even when no message has
 * reactions, so a function reads them. A page does not call it: for 50 messages with reactions the calls would cost more.
 */
export const soleMessageFor = perName((sql, alias: string, reader: string) =>
  messageJson(sql, alias, {
    reactions: reactionsFromFunction(sql, alias, reader),
    thread: threadOf(sql, alias),
  }),
)

/** A message as every reader sees it. */
export const messageForAll = perName((sql, alias: string) => messageTo(sql, alias, sql`null::uuid`))

/** A new message. It has no reactions, and reading them would be a quarter of the work. It has no thread either. */
export const newMessageJson = perName((sql, alias: string) =>
  messageJson(sql, alias, { reactions: sql`'[]'::json`, thread: sql`null::json` }),
)

/**
 * A row of `public.messages` in the wire's shape. Every message that leaves the relay is built here, except a new one
 * with nothing but a text (`plain-messages.ts`). PostgreSQL makes
 * JSON from a row in half the time that `json_build_object` takes, because there the names of the fields are values too.
 * Each further table in it makes every plan start slower: all parts share the departing accounts and whether the message has
 * ended. The alias `wire_message` is no column anywhere, because PostgreSQL would prefer a column of an outer query.
 */
const messageJson = (
  sql: Sql,
  alias: string,
  { reactions, thread }: Record<'reactions' | 'thread', Fragment>,
) => sql`
  (
    select ${withExtras(sql, alias)} from (
      select to_json(wire_message) as json from (
        select ${fieldsOf(sql, alias)}, ${thread} as thread, ${reactions} as reactions
        from (select ${departingIds(sql)} as gone, ${hasEnded(sql, alias)} as ended offset 0) shared
      ) wire_message
      offset 0
    ) made
  )`

/**
 * The message with its files and its preview, or without these fields. A message that shows no body shows none of them.
 * Only a message that has some reads them. With `offset 0` above, the JSON stands in the plan once. Without it, each
 * branch here would have its own copy, with all tables of reactions and threads.
 */
const withExtras = perName((sql, alias: string) => {
  const m = sql(alias)
  return sql`
  case when (${m}.file_count > 0 or ${m}.has_preview) and ${m}.hidden_at is null and ${hasEnded(sql, alias)} is not true
    then private.with_extras(made.json, ${m}.id)
    else made.json end`
})

/**
 * How many answers the thread of a root has, and when the newest came. Answers that have ended are not counted. Only a
 * root pays for that.
 */
const threadOf = perName((sql, alias: string) => {
  const m = sql(alias)
  return sql`
  case when ${m}.thread_count > 0 and shared.ended is not true
    then private.thread_of(${m}.id, ${m}.thread_count, ${m}.thread_last_at) end`
})

/**
 * What a message is for every reader. After its end it reads like one that was deleted at that moment, whether or not
 * its content has been collected. So nobody sees when the collector came. `is true` matters: without it PostgreSQL would
 * call the function for each message that has no end, and that is a fifth of the time of a page.
 */
const fieldsOf = perName((sql, alias: string) => {
  const m = sql(alias)
  return sql`
    ${m}.id, ${m}.conversation_id, ${m}.seq, ${m}.ver,
    case when shared.ended is true and private.is_of_dark_room(${m}.conversation_id) then null
      when ${m}.sender_id <> all(shared.gone) then ${m}.sender_id end as sender_id, ${m}.client_id, ${m}.kind,
    case when shared.ended then '' else ${m}.body end as body,
    ${m}.reply_to, ${m}.thread_root,
    case when shared.ended then '{}' else ${m}.mentions end as mentions,
    case when shared.ended then '{}' else ${m}.mention_names end as mention_names, ${m}.event,
    ${isoTime(sql, `${alias}.created_at`)} as created_at,
    case when shared.ended is not true then ${isoTime(sql, `${alias}.edited_at`)} end as edited_at,
    case when shared.ended then ${isoTime(sql, `${alias}.expires_at`)}
      else ${isoTime(sql, `${alias}.deleted_at`)} end as deleted_at,
    ${isoTime(sql, `${alias}.hidden_at`)} as hidden_at,
    case when shared.ended is not true then ${isoTime(sql, `${alias}.pinned_at`)} end as pinned_at,
    ${isoTime(sql, `${alias}.expires_at`)} as expires_at`
})
