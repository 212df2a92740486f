import { kindsWith } from '../../wire/conversation-kinds.ts'
import type { Sql } from '../database/client.ts'
import { isReachable } from '../people/reachable.ts'

const kindsWhereRolesAdd = kindsWith(({ whoMayAdd }) => whoMayAdd === 'owner_and_admins')

/** Conditions over a row `i` of the invitations. */

export const isOver = (sql: Sql) => sql`(i.ends_at is not null and i.ends_at <= now())`

export const isUsedUp = (sql: Sql) => sql`(i.max_uses is not null and i.uses >= i.max_uses)`

/**
 * The inviter may still invite: their account is in use, no moderator suspended it, and in a group they may add people.
 * `mayAddPeople` is the same rule for the person who acts.
 */
export const mayStillInvite = (sql: Sql) => sql`(
  ${isReachable(sql, sql`i.inviter_id`)}
  and not exists (
    select from private.restrictions r where r.account_id = i.inviter_id and r.suspended_until > now()
  )
  and (i.conversation_id is null or exists (
    select from public.conversation_participants p join public.conversations g on g.id = p.conversation_id
    where p.conversation_id = i.conversation_id and p.user_id = i.inviter_id and p.left_at is null
      and p.role <> 'member' and g.kind = any(${kindsWhereRolesAdd}::text[])
  ))
)`
