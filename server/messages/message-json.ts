import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'

/** A row of `public.messages m` as the wire has it. */
export const messageJson = (sql: Sql) => sql`
  json_build_object(
    'id', m.id, 'conversation_id', m.conversation_id, 'seq', m.seq, 'ver', m.ver,
    'sender_id', m.sender_id, 'client_id', m.client_id, 'kind', m.kind, 'body', m.body,
    'reply_to', m.reply_to, 'reactions', '[]'::json,
    'created_at', ${isoTime(sql, 'm.created_at')},
    'edited_at', ${isoTime(sql, 'm.edited_at')},
    'deleted_at', ${isoTime(sql, 'm.deleted_at')}
  )`

/** The newest messages of `public.conversations c`, oldest first. */
export const newestMessages = (sql: Sql, count: number) => sql`
  (
    select coalesce(json_agg(page.message order by page.seq), '[]')
    from (
      select m.seq, ${messageJson(sql)} as message
      from public.messages m where m.conversation_id = c.id
      order by m.seq desc limit ${count}
    ) page
  )`

/** What changed in `public.conversations c` after a `ver` (an expression over the query's columns), in that order. */
export const changedMessages = (sql: Sql, afterVer: ReturnType<Sql>, count: number) => sql`
  (
    select coalesce(json_agg(page.message order by page.ver), '[]')
    from (
      select m.ver, ${messageJson(sql)} as message
      from public.messages m where m.conversation_id = c.id and m.ver > ${afterVer}
      order by m.ver limit ${count}
    ) page
  )`
