import type { ConversationKind } from '../../wire/conversation-kinds.ts'
import type { Invitation } from '../../wire/invitations/invitations.ts'
import { mayAddPeople, type Role } from '../../wire/permissions.ts'
import { theirConversations } from '../conversations/conversation-json.ts'
import type { Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'
import { invitationJson } from './invitation-json.ts'
import { isOver } from './is-good.ts'

/** The links to this person that have not ended, the newest first. */
export const ownInvitations = (sql: Sql, userId: string) =>
  listWhere(sql, sql`i.inviter_id = ${userId} and i.conversation_id is null`)

/** The links to a group, whoever made them, for those who may make one. */
export async function groupInvitations(
  sql: Sql,
  userId: string,
  groupId: string,
): Promise<Invitation[]> {
  const [actor] = await sql<{ kind: ConversationKind; role: Role }[]>`
    select c.kind, me.role from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${groupId}`
  if (actor === undefined) throw notFound('conversation')
  if (!mayAddPeople(actor)) {
    throw new Refusal('forbidden', 'Only the owner and admins of a group see its invitations.')
  }
  return listWhere(sql, sql`i.conversation_id = ${groupId}`)
}

async function listWhere(sql: Sql, condition: ReturnType<Sql>): Promise<Invitation[]> {
  const rows = await sql<{ invitation: Invitation }[]>`
    select ${invitationJson(sql)} as invitation
    from private.invitations i join public.profiles inviter on inviter.id = i.inviter_id
    where ${condition} and not ${isOver(sql)}
    order by i.created_at desc, i.id`
  return rows.map((row) => row.invitation)
}
