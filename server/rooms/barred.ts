import { z } from 'zod'
import { capabilitiesOf, type ConversationKind } from '../../wire/conversation-kinds.ts'
import { mayRemove, type Role } from '../../wire/permissions.ts'
import type { Person } from '../../wire/people.ts'
import { id } from '../../wire/primitives.ts'
import type { BarredList, BarredQuery } from '../../wire/rooms/rooms.ts'
import { aliasJson } from '../aliases/people.ts'
import { theirConversations } from '../conversations/conversation-json.ts'
import type { Database, Sql } from '../database/client.ts'
import { changeGroup, type GroupChange } from '../groups/change.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { personJson } from '../people/person-json.ts'
import { notFound, Refusal } from '../refusal.ts'

const PAGE = 50

/** The cursor of a page: the time of the removal in microseconds since 1970, and the id. */
const place = z.tuple([z.int(), id])
type Place = z.infer<typeof place>

/** Only those who may remove people see whom a moderator removed, and let people back in. */
function requireModerator({ kind, role }: { kind: ConversationKind; role: Role }): void {
  if (!capabilitiesOf(kind).isRoom) throw new Refusal('forbidden', 'This is not a room.')
  if (mayRemove({ kind, role }, 'member')) return
  throw new Refusal('forbidden', 'Only the owner and moderators see who was removed.')
}

/** A page of the people who may not join the room again, the latest removal first. */
export async function listBarred(
  sql: Sql,
  userId: string,
  roomId: string,
  { cursor }: BarredQuery,
): Promise<BarredList> {
  const [actor] = await sql<{ kind: ConversationKind; role: Role }[]>`
    select c.kind, me.role from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${roomId}`
  if (actor === undefined) throw notFound('conversation')
  requireModerator(actor)
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const rows = await sql<{ person: Person; place: Place }[]>`
    select case when alias.id is not null then ${aliasJson(sql, 'alias')} else ${personJson(sql, 'profile')} end as person,
      json_build_array((extract(epoch from p.barred_at) * 1000000)::bigint, p.user_id) as place
    from public.conversation_participants p
    left join public.profiles profile on profile.id = p.user_id
    left join private.aliases alias on alias.id = p.user_id and alias.conversation_id = p.conversation_id
    where (profile.id is not null or alias.id is not null) and p.conversation_id = ${roomId} and p.barred_at is not null
      and ${after === undefined ? sql`true` : isAfter(sql, after)}
    order by p.barred_at desc, p.user_id limit ${PAGE + 1}`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    items: rows.slice(0, PAGE).map(({ person }) => person),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

const isAfter = (sql: Sql, [microseconds, personId]: Place) => sql`
  (p.barred_at < timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'
    or (p.barred_at = timestamptz 'epoch' + ${microseconds}::bigint * interval '1 microsecond'
      and p.user_id > ${personId}))`

/** Lets a removed person join again. They are no member until they do. Without a removal, it changes nothing. */
export function letBackIn(
  sql: Database,
  userId: string,
  roomId: string,
  personId: string,
): Promise<GroupChange> {
  return changeGroup(sql, userId, roomId, async ({ sql: tx, actor }) => {
    requireModerator(actor)
    await tx`
      update public.conversation_participants set barred_at = null
      where conversation_id = ${roomId} and user_id = ${personId} and barred_at is not null`
    return undefined
  })
}
