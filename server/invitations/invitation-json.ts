import { isoTime } from '../database/iso-time.ts'
import type { Sql } from '../database/client.ts'
import { personJson } from '../people/person-json.ts'

/**
 * The JSON of an invitation, from its row `i` and the row `inviter`. It is for the inviter, and for the owner and the
 * admins of its group. It has no token, because the token is stored nowhere.
 */
export const invitationJson = (sql: Sql) => sql`
  json_build_object('id', i.id, 'inviter', ${personJson(sql, 'inviter')}, 'conversation_id', i.conversation_id,
    'created_at', ${isoTime(sql, 'i.created_at')}, 'ends_at', ${isoTime(sql, 'i.ends_at')},
    'max_uses', i.max_uses, 'uses', i.uses)`
