import type { Sql } from '../../database/client.ts'
import { isoTime } from '../../database/iso-time.ts'
import { isDeparting, unlessDeparting } from '../../people/departing.ts'

/** The reactions to a message, in order of first use. */
const reactionsTo = (sql: Sql, alias: string) => sql`
  (
    select coalesce(json_agg(used.entry order by used.since), '[]')
    from (
      select min(r.created_at) as since, json_build_object(
        'emoji', r.emoji, 'user_ids', json_agg(r.user_id order by r.created_at)
      ) as entry
      from public.message_reactions r
      where r.message_id = ${sql(alias)}.id and not ${isDeparting(sql, sql`r.user_id`)}
      group by r.emoji
    ) used
  )`

/**
 * A row of `public.messages` in the wire's shape. Every message that leaves the relay is built here. A caller whose
 * message can have reactions passes them: a new message has none, and reading them is a quarter of the work.
 */
export const messageJson = (sql: Sql, alias: string, reactions = reactionsTo(sql, alias)) => {
  const m = sql(alias)
  return sql`
  json_build_object(
    'id', ${m}.id, 'conversation_id', ${m}.conversation_id, 'seq', ${m}.seq, 'ver', ${m}.ver,
    'sender_id', ${unlessDeparting(sql, sql`${m}.sender_id`)}, 'client_id', ${m}.client_id, 'kind', ${m}.kind, 'body', ${m}.body,
    'reply_to', ${m}.reply_to, 'thread_root', ${m}.thread_root,
    'thread', case when ${m}.thread_count > 0 then json_build_object(
      'count', ${m}.thread_count, 'last_at', ${isoTime(sql, `${alias}.thread_last_at`)}
    ) end,
    'mentions', to_json(${m}.mentions), 'event', ${m}.event, 'reactions', ${reactions},
    'created_at', ${isoTime(sql, `${alias}.created_at`)},
    'edited_at', ${isoTime(sql, `${alias}.edited_at`)},
    'deleted_at', ${isoTime(sql, `${alias}.deleted_at`)}
  )`
}
