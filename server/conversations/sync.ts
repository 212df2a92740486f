import type { Changes } from '../../wire/requests/conversations.ts'
import type { SyncAnswer, SyncRequest } from '../../wire/sync.ts'
import type { Sql } from '../database/client.ts'
import { perName, type Fragment } from '../database/fragments.ts'
import type { SecondLook } from '../live-session.ts'
import { bytesBefore, changedMessages, NEWEST } from '../messages/message-pages.ts'
import { peopleNamedBeside } from '../people/named.ts'
import { isLost, messagesOf } from './changes.ts'
import {
  conversationJson,
  seenColumns,
  seenIn,
  allTheirConversations,
} from './conversation-json.ts'
import { receiptsSum } from './participants-json.ts'

/** The most changes of one conversation in one answer. The client continues after the last of them. */
const CHANGES = 200
/** The most messages in one answer over all conversations. The last conversation may exceed it. */
const MESSAGES = 1_000
const CONVERSATIONS = 100
/** The most bytes of all items in one answer. The last conversation may exceed it. */
const ANSWER_BYTES = 512 * 1024

const reading = { conversation: 'c', reader: 'me' }
const changedSince = perName((sql, conversation: string) =>
  changedMessages(sql, reading, {
    reset: sql`${sql(conversation)}.reset`,
    afterVer: sql`${sql(conversation)}.ver`,
    count: CHANGES,
  }),
)

interface Row {
  epoch: string
  items: Changes[] | null
  removed: string[] | null
  differing: number
}

/**
 * Everything that differs from what a client has: the conversations that the person pinned, then the most recently
 * active. The answer is bounded: `more` tells the client to apply it and to ask again. One statement reads everything
 * but names, so that it is of one moment.
 *
 * Most syncs find nothing new: each page asks every 30 s, and all ask when a relay has started again. The large
 * statement costs a millisecond to begin with, so a small one looks first whether it has anything to say.
 */
export async function syncFor(sql: Sql, userId: string, request: SyncRequest): Promise<SyncAnswer> {
  if (!hasSomething(request)) return everythingFor(sql, userId, request)
  const [look] = await sql<NewsLook[]>`${newsFor(sql, claimsOf(sql, userId, request))}`
  return look!.differs ? everythingFor(sql, userId, request) : nothingNew(look!)
}

/** Whether a client has anything. Everything is new to one that has nothing. */
export const hasSomething = ({ epoch, cursors }: SyncRequest) =>
  epoch !== null && Object.keys(cursors).length > 0

export interface NewsLook {
  epoch: string
  differs: boolean
}

/** Whether there is anything that a client lacks, as a row of `NewsLook`. */
export const newsFor = (sql: Sql, claims: Claims) => sql`
    ${visibleTo(sql, claims, looked(sql, 'c', 'me'))}
    select (select epoch from now) as epoch,
      exists (select from visible v where ${isDifferent(sql)})
        or exists (select from known where id not in (select id from visible)) as differs`

export const nothingNew = ({ epoch }: NewsLook): SyncAnswer => ({
  epoch,
  items: [],
  removed: [],
  more: false,
  people: [],
})

export async function everythingFor(
  sql: Sql,
  userId: string,
  request: SyncRequest,
): Promise<SyncAnswer> {
  return (await everythingWith(sql, userId, request, sql`null as nothing`)).answer
}

/** What a client has, as expressions. `known` is a table of `id`, `ver` and `receipts`. */
type Claims = Record<'userId' | 'epoch' | 'known', ReturnType<Sql>>

const claimsOf = (
  sql: Sql,
  userId: string,
  { epoch, cursors, receipts = {} }: SyncRequest,
): Claims => {
  const ids = Object.keys(cursors)
  return {
    userId: sql`${userId}::uuid`,
    epoch: sql`${epoch}::text`,
    known: sql`
      unnest(
        ${ids}::uuid[], ${Object.values(cursors)}::bigint[],
        ${ids.map((id) => receipts[id] ?? null)}::bigint[]
      )`,
  }
}

/** What the look compares. All columns of a busy person's conversations would take a fifth of its time. */
const looked = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`
  ${c}.id, ${c}.kind, ${c}.participant_count, ${c}.last_ver, ${me}.user_id, ${me}.own_ver, ${me}.pinned_at`
})

/** The beginning of all statements: what the client has, and what the person may see, in these columns of it. */
const visibleTo = (sql: Sql, { userId, epoch, known }: Claims, columns: Fragment) => sql`
    with now as materialized (select private.current_epoch() as epoch),
    known as materialized (select * from ${known} as k (id, ver, receipts)),
    mine as materialized (
      select ${columns}, row_number() over (order by c.active_at desc, c.id desc) as place
      from ${allTheirConversations(sql, userId, 'c', 'me')}
    ),
    visible as materialized (
      select c.*, known.ver,
        known.receipts is not null and known.receipts <> ${receiptsSum(sql, 'c', 'c')} as receipts_differ,
        known.id is null or now.epoch is distinct from ${epoch}
          or ${isLost(sql, sql`known.ver`, 'c')} as reset
      from now cross join mine c left join known on known.id = c.id
      where known.id is not null or c.place <= ${NEWEST} or c.pinned_at is not null
    )`

/** Whether the client lacks something of a row `v` of `visible`. */
const isDifferent = perName(
  (sql) => sql`
  (v.reset or v.ver <> v.last_ver or v.receipts_differ)`,
)

/** The same with the columns of the second look at a socket in its large statement. */
export async function everythingWith(
  sql: Sql,
  userId: string,
  request: SyncRequest,
  columns: ReturnType<Sql>,
): Promise<{ answer: SyncAnswer; look: SecondLook }> {
  const [row] = await sql<(Row & SecondLook)[]>`
    ${visibleTo(sql, claimsOf(sql, userId, request), seenColumns(sql, 'c', 'me'))},
    differing as materialized (
      select v.*, row_number() over recent as turn, sum(w.weight) over recent - w.weight as before
      from visible v
      cross join lateral (
        select case when v.reset then ${NEWEST} else least(v.last_ver - v.ver, ${CHANGES}) end as weight
      ) w
      where ${isDifferent(sql)}
      window recent as (order by v.pinned_at is null, v.place)
    )
    select ${columns}, (select epoch from now) as epoch, (select count(*)::int from differing) as differing,
      (select json_agg(id) from known where id not in (select id from visible)) as removed,
      (
        select json_agg(given.item order by given.turn) filter (where given.before < ${ANSWER_BYTES})
        from (
          select one.turn, one.item,
            ${bytesBefore(sql, sql`octet_length(one.item::text)`, sql`one.turn`)} as before
          from (
            select c.turn, json_build_object(
              'conversation', ${conversationJson(sql, 'c', 'me', 'either')}, 'reset', c.reset,
              'last_ver', coalesce(changed.cut_at, c.last_ver),
              'items', changed.items
            ) as item
            from ${seenIn(sql, 'differing', 'c', 'me')}
            cross join lateral ${changedSince(sql, 'c')} changed
            where c.before < ${MESSAGES} and c.turn <= ${CONVERSATIONS}
            offset 0
          ) one
        ) given
      ) as items`
  if (row === undefined) throw new Error('sync answered nothing')
  const items = row.items ?? []
  const people = await peopleNamedBeside(
    sql,
    items.flatMap(messagesOf),
    items.map(({ conversation }) => conversation),
  )
  return { answer: { ...toAnswer(row), people }, look: row }
}

function toAnswer({ epoch, items, removed, differing }: Row): Omit<SyncAnswer, 'people'> {
  const given = items ?? []
  const cut = given.some(
    ({ items: page, reset, last_ver, conversation }) =>
      !reset && (page.length === CHANGES || last_ver < conversation.last_ver),
  )
  const more = cut || given.length < differing
  return { epoch, items: given, removed: removed ?? [], more }
}
