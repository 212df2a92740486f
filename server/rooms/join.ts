import { isOfDarkRoom } from '../../wire/ids.ts'
import { enterAlias, earlierAliasOf } from '../aliases/enter.ts'
import { requireAgreement } from '../aliases/notice.ts'
import type { Database, Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'

/**
 * Makes a person a member of an open room. Nobody is told. For a member nothing changes. The first person in an empty
 * room becomes its owner. In a dark room the member is an alias.
 * @returns whether the person is a new member
 */
export function joinRoom(
  sql: Database,
  userId: string,
  roomId: string,
  { agreed, accountHours = 0 }: { agreed?: boolean | undefined; accountHours?: number } = {},
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const isDark = isOfDarkRoom(roomId)
    const earlierId = isDark ? await earlierAliasOf(tx, userId, roomId) : userId
    await requireOpen(tx, earlierId, roomId)
    if (isDark && earlierId === null) requireAgreement(agreed)
    // The row of the room has the number of members. It is locked first: two people must not both find the room empty.
    // A room that was closed meanwhile takes nobody.
    await tx`select from public.conversations where id = ${roomId} for no key update`
    const actorId = isDark ? await enterAlias(tx, userId, roomId, accountHours) : userId
    // In a dark room everybody has joined at the same time: an order of joining would tell who came when.
    const { count } = await tx`
      insert into public.conversation_participants as p
        (conversation_id, user_id, role, in_room, joined_at, joined_seq, last_read_seq, last_delivered_seq)
      select c.id, ${actorId}, case when c.participant_count = 0 then 'owner' else 'member' end, true,
        case when ${isDark} then c.created_at else now() end,
        case r.history when 'all' then 0 else c.last_seq end, c.last_seq, c.last_seq
      from public.conversations c join public.hangouts r on r.conversation_id = c.id
      where c.id = ${roomId} and r.closed_at is null
      on conflict (conversation_id, user_id) do update set
        left_at = null, role = excluded.role, joined_at = excluded.joined_at, joined_seq = excluded.joined_seq,
        last_read_seq = excluded.last_read_seq, last_delivered_seq = excluded.last_delivered_seq,
        receipts_ver = p.receipts_ver + 1, own_ver = p.own_ver + 1, marked_unread = false
      where p.left_at is not null and p.barred_at is null`
    return count > 0
  })
}

async function requireOpen(sql: Sql, actorId: string | null, roomId: string): Promise<void> {
  const [room] = await sql<{ closed: boolean; member: boolean; barred: boolean }[]>`
    select r.closed_at is not null as closed, coalesce(me.left_at is null and me.user_id is not null, false) as member,
      coalesce(me.barred_at is not null, false) as barred
    from public.hangouts r
    left join public.conversation_participants me
      on me.conversation_id = r.conversation_id and me.user_id = ${actorId}
    where r.conversation_id = ${roomId}`
  if (room === undefined || (room.closed && !room.member)) throw notFound('conversation')
  if (room.barred) {
    throw new Refusal('forbidden', 'A moderator removed you from this room. You cannot join it.')
  }
}
