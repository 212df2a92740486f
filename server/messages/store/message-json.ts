import type { Sql } from '../../database/client.ts'
import { isoTime } from '../../database/iso-time.ts'

/** Who reacted to `messages m` with what, in order of first use. */
const reactions = (sql: Sql) => sql`
  (
    select coalesce(json_agg(used.entry order by used.since), '[]')
    from (
      select min(r.created_at) as since, json_build_object(
        'emoji', r.emoji, 'user_ids', json_agg(r.user_id order by r.created_at)
      ) as entry
      from public.message_reactions r where r.message_id = m.id group by r.emoji
    ) used
  )`

/** A row of `public.messages m` as the wire has it. */
export const messageJson = (sql: Sql) => sql`
  json_build_object(
    'id', m.id, 'conversation_id', m.conversation_id, 'seq', m.seq, 'ver', m.ver,
    'sender_id', m.sender_id, 'client_id', m.client_id, 'kind', m.kind, 'body', m.body,
    'reply_to', m.reply_to, 'thread_root', m.thread_root,
    'thread', case when m.thread_count > 0 then json_build_object(
      'count', m.thread_count, 'last_at', ${isoTime(sql, 'm.thread_last_at')}
    ) end,
    'mentions', to_json(m.mentions), 'event', m.event, 'reactions', ${reactions(sql)},
    'created_at', ${isoTime(sql, 'm.created_at')},
    'edited_at', ${isoTime(sql, 'm.edited_at')},
    'deleted_at', ${isoTime(sql, 'm.deleted_at')}
  )`
