import type { Sql } from '../database/client.ts'
import { messageFor } from './store/message-json.ts'

/** The aliases of a row of `public.conversations` and of the reader's row of `public.conversation_participants`. */
export interface Reading {
  conversation: string
  reader: string
}

/** The most bytes of messages on one page. The last message of a page may exceed it. */
const PAGE_BYTES = 256 * 1024
/** The number of messages in a newest page. */
export const NEWEST = 50

/**
 * The bytes of the rows before this one, in the given order. `size` is the column with the bytes of a row. The subquery
 * that makes the row ends with `offset 0`. Without it PostgreSQL makes each row twice, for its bytes and for the answer.
 */
export const bytesBefore = (sql: Sql, size: ReturnType<Sql>, order: ReturnType<Sql>) => sql`
  (sum(${size}) over (order by ${order} rows unbounded preceding) - ${size})`

/**
 * One row: the messages for a reader who has everything up to a `ver`. With `reset`, `items` is the newest page, oldest first.
 * Otherwise `items` are the messages that changed after `afterVer`, in order of `ver`. `cut_at` is the `ver` of the last
 * one when the page of changes ended because of its bytes, else null. `reset` and `afterVer` are expressions over the
 * query's columns. The JSON of a message is written once for both: each further copy makes every plan start slower.
 * `pg_column_size` counts the bytes of the JSON and four more. Unlike `octet_length` it needs no copy of the JSON as text.
 */
export const changedMessages = (
  sql: Sql,
  { conversation, reader }: Reading,
  { reset, afterVer, count }: { reset: ReturnType<Sql>; afterVer: ReturnType<Sql>; count: number },
) => {
  const readable = sql`
    m.conversation_id = ${sql(conversation)}.id and m.seq > ${sql(reader)}.joined_seq`
  return sql`
  (
    select coalesce(json_agg(page.message order by page.place) filter (where page.fits), '[]') as items,
      case when not ${reset} and not bool_and(page.fits) then max(page.ver) filter (where page.fits) end as cut_at
    from (
      select one.ver, one.place, one.message,
        ${bytesBefore(sql, sql`pg_column_size(one.message)`, sql`one.turn`)} < ${PAGE_BYTES} as fits
      from (
        select m.ver, m.place, m.turn, ${messageFor(sql, 'm', `${reader}.user_id`)} as message
        from (
          (
            select m.*, m.seq as place, -m.seq as turn from public.messages m
            where ${reset} and ${readable} order by m.seq desc limit ${NEWEST}
          ) union all (
            select m.*, m.ver, m.ver from public.messages m
            where not ${reset} and ${readable} and m.ver > ${afterVer} order by m.ver limit ${count}
          )
        ) m
        offset 0
      ) one
    ) page
  )`
}
