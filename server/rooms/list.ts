import { z } from 'zod'
import { id } from '../../wire/primitives.ts'
import type { Room, RoomList, RoomsQuery } from '../../wire/rooms/rooms.ts'
import type { Database, Sql } from '../database/client.ts'
import { namesHaving } from '../people/names.ts'
import { readCursor, writeCursor } from '../paging/cursor.ts'
import { notFound } from '../refusal.ts'
import { inShortTime } from '../short-time.ts'
import { roomJson } from './room-json.ts'

const PAGE = 50

/** The cursor of a page: when a person was last inside, in microseconds since 1970, and the id. */
const place = z.tuple([z.int(), id])
type Place = z.infer<typeof place>

/** A page of the open rooms. A search may have to look at all of them. */
export function listRooms(sql: Database, userId: string, query: RoomsQuery): Promise<RoomList> {
  const isSearch = (query.q ?? '') !== ''
  return isSearch ? inShortTime(sql, (tx) => page(tx, userId, query)) : page(sql, userId, query)
}

async function page(sql: Sql, userId: string, { q = '', cursor }: RoomsQuery): Promise<RoomList> {
  const after = cursor === undefined ? undefined : readCursor(place, cursor)
  const rows = await sql<{ room: Room; place: Place }[]>`
    with page as materialized (
      select r.* from public.hangouts r
      where r.closed_at is null
        and ${after === undefined ? sql`true` : isAfter(sql, after)}
        and ${q === '' ? sql`true` : isCalled(sql, q)}
      order by r.lively_at desc, r.conversation_id desc limit ${PAGE + 1}
    )
    select ${roomJson(sql, 'r', 'c', userId)} as room,
      json_build_array((extract(epoch from r.lively_at) * 1000000)::bigint, r.conversation_id) as place
    from page r join public.conversations c on c.id = r.conversation_id
    order by r.lively_at desc, r.conversation_id desc`
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    items: rows.slice(0, PAGE).map(({ room }) => room),
    next_cursor: last === undefined ? null : writeCursor(last.place),
  }
}

const isAfter = (sql: Sql, [livelyAt, roomId]: Place) => sql`
  (r.lively_at, r.conversation_id) < (
    timestamptz 'epoch' + ${livelyAt}::bigint * interval '1 microsecond', ${roomId}::uuid
  )`

function isCalled(sql: Sql, q: string) {
  const has = namesHaving(sql, q)
  return sql`
  (${has(sql`r.topic`)} or exists (
    select from public.conversations named where named.id = r.conversation_id and ${has(sql`named.title`)}
  ))`
}

/** One room. A closed room is there only for its members. */
export async function roomOfId(sql: Sql, userId: string, roomId: string): Promise<Room> {
  const [row] = await sql<{ room: Room }[]>`
    select ${roomJson(sql, 'r', 'c', userId)} as room
    from public.hangouts r join public.conversations c on c.id = r.conversation_id
    where r.conversation_id = ${roomId}`
  if (row === undefined || (row.room.closed && !row.room.is_member)) throw notFound('conversation')
  return row.room
}
