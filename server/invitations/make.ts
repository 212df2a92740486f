import {
  MAX_INVITATIONS,
  type Invitation,
  type InvitationDraft,
  type MadeInvitation,
} from '../../wire/invitations/invitations.ts'
import { mayAddPeople } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { changeGroup } from '../groups/change.ts'
import { countForNewAccount } from '../people/new-account.ts'
import { Refusal } from '../refusal.ts'
import { auditInvitation } from './audit.ts'
import { invitationJson } from './invitation-json.ts'
import { isOver } from './is-good.ts'
import { hashToken, mintToken } from './token.ts'

/** A link that leads to a conversation with this person. */
export function invitePerson(
  sql: Database,
  userId: string,
  draft: InvitationDraft,
): Promise<MadeInvitation> {
  return sql.begin(async (tx) => {
    // Two requests at once must not both find room for one more.
    await tx`select from public.profiles where id = ${userId} for no key update`
    return make(tx, userId, null, draft)
  })
}

/** A link that leads into a group. Everybody who may add people may make one. */
export async function inviteToGroup(
  sql: Database,
  userId: string,
  groupId: string,
  draft: InvitationDraft,
): Promise<MadeInvitation> {
  let made: MadeInvitation | undefined
  await changeGroup(sql, userId, groupId, async ({ sql: tx, actor }) => {
    if (!mayAddPeople(actor)) {
      throw new Refusal('forbidden', 'Only the owner and admins of a group invite people.')
    }
    made = await make(tx, userId, groupId, draft)
    return undefined
  })
  return made!
}

/** A new account may add a limited number of people. A link counts as the number of people who may use it. */
const ANY_NUMBER = 1_000_000_000

async function make(
  sql: Sql,
  userId: string,
  groupId: string | null,
  { days, max_uses }: InvitationDraft,
): Promise<MadeInvitation> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from private.invitations i
    where not ${isOver(sql)} and ${
      groupId === null
        ? sql`i.inviter_id = ${userId} and i.conversation_id is null`
        : sql`i.conversation_id = ${groupId}`
    }`
  if ((row?.count ?? 0) >= MAX_INVITATIONS) {
    throw new Refusal(
      'too_many_invitations',
      `There are ${MAX_INVITATIONS} invitations already. Revoke one first.`,
    )
  }
  await countForNewAccount(sql, userId, 'invitations', max_uses ?? ANY_NUMBER)
  const token = mintToken()
  const [made] = await sql<{ invitation: Invitation }[]>`
    with i as (
      insert into private.invitations (token_hash, inviter_id, conversation_id, ends_at, max_uses)
      values (${hashToken(token)}, ${userId}, ${groupId}, now() + ${days}::int * interval '1 day', ${max_uses})
      returning *
    )
    select ${invitationJson(sql)} as invitation from i join public.profiles inviter on inviter.id = i.inviter_id`
  const { invitation } = made!
  await auditInvitation(sql, {
    action: 'invitation_made',
    leadsTo: groupId === null ? 'person' : 'group',
    subjectId: userId,
    actorId: userId,
    invitationId: invitation.id,
  })
  return { invitation, token }
}
