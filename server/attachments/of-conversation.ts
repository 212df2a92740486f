import { z } from 'zod'
import { filesQuery, type FilesQuery } from '../../wire/files.ts'
import { fileList, type FileList } from '../../wire/requests/messages.ts'
import { message } from '../../wire/messages.ts'
import { id } from '../../wire/primitives.ts'
import { actorOfRequest } from '../aliases/of-request.ts'
import type { Sql } from '../database/client.ts'
import { readRow } from '../database/rows.ts'
import type { App } from '../http/types.ts'
import { hasBody } from '../messages/store/has-body.ts'
import { messageFor } from '../messages/store/message-json.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { peopleNamedIn } from '../people/named.ts'
import { notFound } from '../refusal.ts'

const PAGE = 30
/** The most messages that one page looks at. In a long conversation some pages are short, and none is slow. */
const LOOKED_AT = 1_000

/** The kinds of files in each list. */
const kinds = { media: ['picture', 'video'], files: ['audio', 'other'], voice: ['voice'] } as const

const found = z.object({ messages: z.array(message), lookedAt: z.int(), last: z.int().nullable() })
/** The cursor of a page: the `seq` of the last message that was looked at. */
const place = z.int()

/** Messages of a conversation with files of a kind, or with links, that this person may read, the newest first. */
async function filesOf(
  sql: Sql,
  userId: string,
  conversationId: string,
  { kind, cursor }: FilesQuery,
): Promise<FileList> {
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(place, cursor)
  const isWanted =
    kind === 'links'
      ? sql`looked.body ~ 'https?://'`
      : sql`exists (
          select from private.uploads u where u.message_id = looked.id and u.kind = any(${kinds[kind]}::text[])
        )`
  const row = await readRow(
    found,
    sql`
      select page.* from public.conversation_participants me
      cross join lateral (
        with looked as materialized (
          select m.id, m.seq, m.body from public.messages m
          where m.conversation_id = me.conversation_id and m.seq > me.joined_seq and m.seq < ${before}
            and ${kind === 'links' ? sql`true` : sql`m.file_count > 0`} and ${hasBody(sql, 'm')}
          order by m.seq desc limit ${LOOKED_AT}
        ),
        wanted as materialized (
          select looked.id, looked.seq from looked where ${isWanted} order by looked.seq desc limit ${PAGE}
        )
        select
          (select coalesce(json_agg(${messageFor(sql, 'm', sql`me.user_id`)} order by m.seq desc), '[]')
            from wanted join public.messages m on m.id = wanted.id) as messages,
          (select count(*)::int from looked) as "lookedAt",
          (select min(seq)::float8 from looked) as last
      ) page
      where me.conversation_id = ${conversationId} and me.user_id = ${userId} and me.left_at is null`,
  )
  if (row === undefined) throw notFound('conversation')
  const { messages, lookedAt, last } = row
  const end = messages.length === PAGE ? messages.at(-1)!.seq : lookedAt === LOOKED_AT ? last : null
  return {
    items: messages,
    people: await peopleNamedIn(sql, messages),
    next_cursor: end === null ? null : writeCursor(end),
  }
}

export function conversationFileRoute(app: App, { sql }: { sql: Sql }): void {
  const actor = actorOfRequest(sql)
  app.get(
    '/api/conversations/:id/files',
    {
      config: { limit: 'history', work: 'page' },
      schema: {
        summary: 'Pictures, files, voice messages or links of a conversation, the newest first.',
        params: z.object({ id }),
        querystring: filesQuery,
        response: { 200: fileList },
      },
    },
    async (request) => filesOf(sql, await actor(request), request.params.id, request.query),
  )
}
