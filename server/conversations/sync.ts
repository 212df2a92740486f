import type { Changes } from '../../wire/conversations.ts'
import type { SyncAnswer, SyncRequest } from '../../wire/sync.ts'
import type { Sql } from '../database/client.ts'
import { changedMessages, newestMessages } from '../messages/message-pages.ts'
import {
  conversationJson,
  marksSum,
  seenColumns,
  seenIn,
  theirConversations,
} from './conversation-json.ts'
import { isLost, PAGE } from './changes.ts'

/** Changes of one conversation in one answer; the client goes on from the last of them. */
const CHANGES = 200
/** Messages in one answer over all conversations, give or take one conversation. */
const MESSAGES = 1_000
const CONVERSATIONS = 100

const reading = { conversation: 'c', reader: 'me' }

interface Row {
  epoch: string
  items: Changes[] | null
  removed: string[] | null
  differing: number
}

/**
 * Everything that differs from what a client holds, most recently active first, bounded: `more` says that it should ask
 * again once it has applied this. One statement, so that everything in the answer is of one moment.
 */
export async function syncFor(
  sql: Sql,
  userId: string,
  { epoch, cursors, marks = {} }: SyncRequest,
): Promise<SyncAnswer> {
  const ids = Object.keys(cursors)
  const [row] = await sql<Row[]>`
    with now as materialized (select private.current_epoch() as epoch),
    held as materialized (
      select * from unnest(
        ${ids}::uuid[], ${Object.values(cursors)}::bigint[], ${ids.map((id) => marks[id] ?? null)}::bigint[]
      ) as h (id, ver, marks)
    ),
    mine as materialized (
      select ${seenColumns(sql)}, row_number() over (order by c.active_at desc, c.id desc) as place
      from ${theirConversations(sql, userId)}
    ),
    visible as materialized (
      select c.*, held.ver,
        held.marks is not null and held.marks <> ${marksSum(sql)} as marks_differ,
        held.id is null or now.epoch is distinct from ${epoch}::text
          or ${isLost(sql, sql`held.ver`)} as reset
      from now cross join ${seenIn(sql, 'mine')} left join held on held.id = c.id
      where held.id is not null or c.place <= ${PAGE}
    ),
    differing as materialized (
      select v.*, row_number() over recent as turn, sum(w.weight) over recent - w.weight as before
      from visible v
      cross join lateral (
        select case when v.reset then ${PAGE} else least(v.last_ver - v.ver, ${CHANGES}) end as weight
      ) w
      where v.reset or v.ver <> v.last_ver or v.marks_differ
      window recent as (order by v.place)
    )
    select (select epoch from now) as epoch, (select count(*)::int from differing) as differing,
      (select json_agg(id) from held where id not in (select id from visible)) as removed,
      (
        select json_agg(json_build_object(
          'conversation', ${conversationJson(sql)}, 'last_ver', c.last_ver, 'reset', c.reset,
          'items', case when c.reset then ${newestMessages(sql, reading, PAGE)}
            else ${changedMessages(sql, reading, sql`c.ver`, CHANGES)} end
        ) order by c.turn)
        from ${seenIn(sql, 'differing')}
        where c.before < ${MESSAGES} and c.turn <= ${CONVERSATIONS}
      ) as items`
  if (row === undefined) throw new Error('sync answered nothing')
  return toAnswer(row)
}

function toAnswer({ epoch, items, removed, differing }: Row): SyncAnswer {
  const given = items ?? []
  const cut = given.some(({ items: page, reset }) => !reset && page.length === CHANGES)
  const more = cut || given.length < differing
  return { epoch, items: given, removed: removed ?? [], more }
}
