import { isoTime } from '../database/iso-time.ts'
import type { Sql } from '../database/client.ts'
import { personJson } from '../people/person-json.ts'

/**
 * A row `i` of the invitations with its `inviter`, as the inviter sees it, and the owner and admins of its group. Nobody
 * gets the token: it is stored nowhere.
 */
export const invitationJson = (sql: Sql) => sql`
  json_build_object('id', i.id, 'inviter', ${personJson(sql, 'inviter')}, 'conversation_id', i.conversation_id,
    'created_at', ${isoTime(sql, 'i.created_at')}, 'ends_at', ${isoTime(sql, 'i.ends_at')},
    'max_uses', i.max_uses, 'uses', i.uses)`
