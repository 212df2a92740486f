import { z } from 'zod'
import { conversationKind, groupTitle } from '../conversations.ts'
import { person } from '../people.ts'
import { counter, id, isStorable, timestamp } from '../primitives.ts'
import { MAX_SLOW_MODE_SECONDS, roomHistory, roomSettings, roomTopic } from './room-settings.ts'

/**
 * A room as everybody who is signed in sees it, also without being a member. It holds no message and names nobody.
 * `inside` counts the people who look at it now. Its members find the room in their list.
 */
export const room = roomSettings.extend({
  id,
  kind: conversationKind,
  title: z.string(),
  member_count: counter,
  inside: counter,
  /** The time when the newest message was stored or the room was made. */
  active_at: timestamp,
  is_member: z.boolean(),
})
export type Room = z.infer<typeof room>

/** `GET /api/rooms`: the open rooms. Rooms that people looked at most recently come first. */
export const roomsQuery = z.object({
  q: z.string().trim().max(200).refine(isStorable).optional(),
  cursor: z.string().max(200).optional(),
})
export type RoomsQuery = z.infer<typeof roomsQuery>

export const roomList = z.object({ items: z.array(room), next_cursor: z.string().nullable() })
export type RoomList = z.infer<typeof roomList>

/** Who enters a dark room, or makes one, has read the notice at its entry and agrees to it. */
const roomAgreed = z.boolean().optional()

/** `PUT /api/rooms/:id/me`. A room under people's own names needs no body. */
export const roomEntry = z.object({ agreed: roomAgreed }).strict().nullish()

/** `POST /api/rooms`. `client_id` is the client's id of this creation, as for a group. */
export const roomCreate = z
  .object({
    title: groupTitle,
    topic: roomTopic.default(''),
    history: roomHistory.default('all'),
    client_id: id.optional(),
    kind: z.enum(['HANGOUT', 'DARK_ROOM']).default('HANGOUT'),
    agreed: roomAgreed,
  })
  .strict()
export type RoomCreate = z.infer<typeof roomCreate>

/** `PATCH /api/rooms/:id`: the owner and admins change the settings of a room. */
export const roomChange = z
  .object({
    title: groupTitle.optional(),
    topic: roomTopic.optional(),
    history: roomHistory.optional(),
    slow_mode_seconds: z.int().min(0).max(MAX_SLOW_MODE_SECONDS).optional(),
    locked: z.boolean().optional(),
    closed: z.boolean().optional(),
  })
  .strict()
export type RoomChange = z.infer<typeof roomChange>

/** `GET /api/rooms/:id/barred`: the people who may not join again, the latest removal first. */
export const barredQuery = z.object({ cursor: z.string().max(200).optional() })
export type BarredQuery = z.infer<typeof barredQuery>

export const barredList = z.object({ items: z.array(person), next_cursor: z.string().nullable() })
export type BarredList = z.infer<typeof barredList>

/** `GET /api/rooms/:id/unmaskings`: when a moderator looked up who is behind the own alias, and why. */
const unmasking = z.object({ at: timestamp, reason: z.string() })
export type Unmasking = z.infer<typeof unmasking>
export const unmaskingList = z.object({ items: z.array(unmasking) })

/** `POST /api/rooms/unmask`: a moderator looks up who wrote a reported message of a dark room. */
export const unmaskRequest = z
  .object({ report_id: id, reason: z.string().trim().min(1).max(500).refine(isStorable) })
  .strict()
export const unmasked = z.object({ person: person.nullable() })
