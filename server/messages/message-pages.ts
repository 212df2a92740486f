import type { Sql } from '../database/client.ts'
import { messageFor } from './store/message-json.ts'

/** The aliases of a row of `public.conversations` and of the reader's row of `public.conversation_participants`. */
export interface Reading {
  conversation: string
  reader: string
}

/** The newest messages that the reader may read, oldest first. */
export const newestMessages = (sql: Sql, { conversation, reader }: Reading, count: number) => sql`
  (
    select coalesce(json_agg(page.message order by page.seq), '[]')
    from (
      select m.seq, ${messageFor(sql, 'm', sql`${sql(reader)}.user_id`)} as message
      from public.messages m
      where m.conversation_id = ${sql(conversation)}.id and m.seq > ${sql(reader)}.joined_seq
      order by m.seq desc limit ${count}
    ) page
  )`

/** The messages that changed after a `ver`, in order of `ver`. `afterVer` is an expression over the query's columns. */
export const changedMessages = (
  sql: Sql,
  { conversation, reader }: Reading,
  afterVer: ReturnType<Sql>,
  count: number,
) => sql`
  (
    select coalesce(json_agg(page.message order by page.ver), '[]')
    from (
      select m.ver, ${messageFor(sql, 'm', sql`${sql(reader)}.user_id`)} as message
      from public.messages m
      where m.conversation_id = ${sql(conversation)}.id and m.ver > ${afterVer}
        and m.seq > ${sql(reader)}.joined_seq
      order by m.ver limit ${count}
    ) page
  )`
