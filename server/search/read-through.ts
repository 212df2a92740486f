import { z } from 'zod'
import { readDrawn } from '../../wire/text/read.ts'
import { hasTerms } from '../../wire/words/words.ts'
import type { Sql } from '../database/client.ts'
import { readRows } from '../database/rows.ts'
import { hasBody } from '../messages/store/has-body.ts'
import { columns, mayRead, narrowed, newestFirst, type Wanted } from './matches.ts'
import type { Few } from './scope.ts'
import { containedIn } from './contained.ts'
import { searchedText } from './searched-text.ts'

const candidate = z.object({
  id: z.string(),
  body: z.string(),
  fileNames: z.string().nullable(),
  names: z.array(z.string()),
  fileKinds: z.array(z.string().nullable()).nullable(),
})

/**
 * The ids of the matches among few messages, newest first. All of them are read, so a new message is found at once and
 * messages of other people cost nothing.
 */
export async function readThrough(sql: Sql, wanted: Wanted, { ids }: Few): Promise<string[]> {
  const messages = await readRows(
    candidate,
    sql`
      select m.id, m.body, m.mention_names as names,
        case when m.file_count > 0 then private.body_and_file_names(m.id, '') end as "fileNames",
        case when m.file_count > 0 then (
          select json_agg(u.kind) from private.uploads u where u.message_id = m.id
        ) end as "fileKinds"
      from public.messages m
      where m.conversation_id = any(${ids}::uuid[]) and ${mayRead(sql, 'm', wanted.userId)}
        and ${hasBody(sql, 'm')} and ${narrowed(sql, 'm', wanted)}
      order by ${newestFirst(sql, 'm')}`,
  )
  const found: string[] = []
  for (const { id, body, fileNames, fileKinds, names } of messages) {
    if (found.length === wanted.limit) break
    const { has, terms } = wanted
    const contains = () => containedIn(readDrawn(body, names), fileKinds ?? []).includes(has!)
    const isMatch = terms.length === 0 || hasTerms(searchedText(body, fileNames, names), terms)
    if (isMatch && (has === undefined || contains())) found.push(id)
  }
  return found
}

/** These messages as rows of a page. */
export const theseMessages = (sql: Sql, ids: readonly string[]) => sql`
  select ${columns(sql, 'm')} from public.messages m where m.id = any(${ids as string[]}::uuid[])`
