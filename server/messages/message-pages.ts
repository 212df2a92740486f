import type { Sql } from '../database/client.ts'
import { messageFor } from './store/message-json.ts'

/** The aliases of a row of `public.conversations` and of the reader's row of `public.conversation_participants`. */
export interface Reading {
  conversation: string
  reader: string
}

/** The most bytes of messages on one page. The last message of a page may exceed it. */
const PAGE_BYTES = 256 * 1024

/** The bytes of the rows before this one, in the given order. `size` is the column with the bytes of a row. */
export const bytesBefore = (sql: Sql, size: ReturnType<Sql>, order: ReturnType<Sql>) => sql`
  (sum(${size}) over (order by ${order} rows unbounded preceding) - ${size})`

/** The newest messages that the reader may read, oldest first. */
export const newestMessages = (sql: Sql, { conversation, reader }: Reading, count: number) => sql`
  (
    select coalesce(json_agg(page.message order by page.seq), '[]')
    from (
      select one.seq, one.message,
        ${bytesBefore(sql, sql`octet_length(one.message::text)`, sql`one.seq desc`)} as before
      from (
        select m.seq, ${messageFor(sql, 'm', sql`${sql(reader)}.user_id`)} as message
        from public.messages m
        where m.conversation_id = ${sql(conversation)}.id and m.seq > ${sql(reader)}.joined_seq
        order by m.seq desc limit ${count}
      ) one
    ) page
    where page.before < ${PAGE_BYTES}
  )`

/**
 * One row: `items` are the messages that changed after a `ver`, in order of `ver`. `cut_at` is the `ver` of the last one
 * when the page ended because of its bytes, else null. `afterVer` is an expression over the query's columns.
 */
export const changedMessages = (
  sql: Sql,
  { conversation, reader }: Reading,
  afterVer: ReturnType<Sql>,
  count: number,
) => sql`
  (
    select coalesce(json_agg(page.message order by page.ver) filter (where page.fits), '[]') as items,
      case when not bool_and(page.fits) then max(page.ver) filter (where page.fits) end as cut_at
    from (
      select one.ver, one.message,
        ${bytesBefore(sql, sql`octet_length(one.message::text)`, sql`one.ver`)} < ${PAGE_BYTES} as fits
      from (
        select m.ver, ${messageFor(sql, 'm', sql`${sql(reader)}.user_id`)} as message
        from public.messages m
        where m.conversation_id = ${sql(conversation)}.id and m.ver > ${afterVer}
          and m.seq > ${sql(reader)}.joined_seq
        order by m.ver limit ${count}
      ) one
    ) page
  )`
