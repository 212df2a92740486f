import type { Sql } from '../database/client.ts'
import { messageJson } from './store/message-json.ts'

/** The newest messages of `public.conversations c` that its participant `me` may read, oldest first. */
export const newestMessages = (sql: Sql, count: number) => sql`
  (
    select coalesce(json_agg(page.message order by page.seq), '[]')
    from (
      select m.seq, ${messageJson(sql)} as message
      from public.messages m where m.conversation_id = c.id and m.seq > me.joined_seq
      order by m.seq desc limit ${count}
    ) page
  )`

/** What changed in `public.conversations c` for `me` after a `ver` (an expression over the query's columns), in that order. */
export const changedMessages = (sql: Sql, afterVer: ReturnType<Sql>, count: number) => sql`
  (
    select coalesce(json_agg(page.message order by page.ver), '[]')
    from (
      select m.ver, ${messageJson(sql)} as message
      from public.messages m
      where m.conversation_id = c.id and m.ver > ${afterVer} and m.seq > me.joined_seq
      order by m.ver limit ${count}
    ) page
  )`
