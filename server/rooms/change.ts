import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import { mayChangeConversation } from '../../wire/permissions.ts'
import type { RoomChange } from '../../wire/rooms/rooms.ts'
import type { Database } from '../database/client.ts'
import { changeGroup, type GroupChange } from '../groups/change.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { Refusal } from '../refusal.ts'

/** Changes the settings of a room. A value that is the same as before is not announced. */
export function changeRoom(
  sql: Database,
  userId: string,
  roomId: string,
  { title, topic, history, slow_mode_seconds, locked, closed }: RoomChange,
): Promise<GroupChange> {
  return changeGroup(sql, userId, roomId, async ({ sql: tx, actor, tell }) => {
    if (!capabilitiesOf(actor.kind).isRoom) throw new Refusal('forbidden', 'This is not a room.')
    if (!mayChangeConversation(actor)) {
      throw new Refusal('forbidden', 'Only the owner and moderators change a room.')
    }
    if (title !== undefined || topic !== undefined) {
      await refuseByModeration(tx, userId, `${title ?? ''}\n${topic ?? ''}`)
    }
    const named = await tx`
      update public.conversations set title = ${title ?? null}
      where id = ${roomId} and title <> ${title ?? null}`
    const set = await tx`
      update public.hangouts r
      set topic = next.topic, history = next.history, slow_mode_seconds = next.slow_mode_seconds,
        locked_at = next.locked_at, closed_at = next.closed_at
      from (
        select coalesce(${topic ?? null}::text, topic) as topic,
          coalesce(${history ?? null}::text, history) as history,
          coalesce(${slow_mode_seconds ?? null}::bigint, slow_mode_seconds) as slow_mode_seconds,
          case ${locked ?? null}::boolean when true then coalesce(locked_at, now())
            when false then null else locked_at end as locked_at,
          case ${closed ?? null}::boolean when true then coalesce(closed_at, now())
            when false then null else closed_at end as closed_at
        from public.hangouts where conversation_id = ${roomId}
      ) next
      where r.conversation_id = ${roomId}
        and (r.topic, r.history, r.slow_mode_seconds, r.locked_at, r.closed_at)
          is distinct from (next.topic, next.history, next.slow_mode_seconds, next.locked_at, next.closed_at)`
    if (named.count + set.count > 0) await tell({ type: 'room_changed' })
    return undefined
  })
}
