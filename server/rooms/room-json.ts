import { actorsOf } from '../aliases/actors.ts'
import type { Sql } from '../database/client.ts'
import { isoTime } from '../database/iso-time.ts'
import { roomSettingsFields } from '../conversations/room-settings-json.ts'

/** Each relay writes its number of people inside every ten seconds. An older number is of a relay that is gone. */
const CURRENT = '30 seconds'

/**
 * A row of `public.hangouts` with its row of `public.conversations` in the wire's shape, and whether this person is a
 * member. Everything is found by primary key, whatever the number of members.
 */
export function roomJson(sql: Sql, hangout: string, conversation: string, userId: string) {
  const [r, c] = [sql(hangout), sql(conversation)]
  return sql`json_build_object(
    'id', ${c}.id, 'kind', ${c}.kind, 'title', ${c}.title, ${roomSettingsFields(sql, hangout)},
    'member_count', ${c}.participant_count, 'active_at', ${isoTime(sql, `${conversation}.active_at`)},
    'inside', (
      select coalesce(sum(told.inside), 0)::bigint from private.hangouts_inside told
      where told.conversation_id = ${r}.conversation_id and told.at > now() - ${CURRENT}::interval
    ),
    'is_member', exists (
      select from public.conversation_participants p
      where p.conversation_id = ${c}.id and p.user_id = any(${actorsOf(sql, userId)}) and p.left_at is null
    )
  )`
}
