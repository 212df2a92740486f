import { randomUUID } from 'node:crypto'
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
import { creationKey, hashToken, newSalt, tokenOf } from './token.ts'

/** `isNew` is false when an earlier attempt with the same `client_id` made the link. */
interface Making {
  made: MadeInvitation
  isNew: boolean
}

/** A link that leads to a conversation with this person. */
export function invitePerson(
  sql: Database,
  userId: string,
  draft: InvitationDraft,
): Promise<Making> {
  return sql.begin(async (tx) => {
    // Two requests at once must not both find room for one more, nor both make the same link.
    await tx`select from public.profiles where id = ${userId} for no key update`
    return findOrMake(tx, userId, null, draft)
  })
}

/** A link that leads into a group. Everybody who may add people may make one. */
export async function inviteToGroup(
  sql: Database,
  userId: string,
  groupId: string,
  draft: InvitationDraft,
): Promise<Making> {
  let making: Making | undefined
  await changeGroup(sql, userId, groupId, async ({ sql: tx, actor }) => {
    if (!mayAddPeople(actor)) {
      throw new Refusal('forbidden', 'Only the owner and admins of a group invite people.')
    }
    making = await findOrMake(tx, userId, groupId, draft)
    return undefined
  })
  return making!
}

/**
 * A repeated creation gets the same link and the same token, also when the link has ended. A revoked link has no row, so
 * a creation that is repeated after it makes another link. The new salt gives that one another token: nothing brings a
 * revoked address back.
 */
async function findOrMake(
  sql: Sql,
  userId: string,
  groupId: string | null,
  { client_id: clientId = randomUUID(), ...draft }: InvitationDraft,
): Promise<Making> {
  const key = creationKey(userId, groupId, clientId)
  const [earlier] = await sql<{ invitation: Invitation; salt: Buffer }[]>`
    select ${invitationJson(sql)} as invitation, i.token_salt as salt
    from private.invitations i join public.profiles inviter on inviter.id = i.inviter_id
    where i.creation_key = ${key}`
  if (earlier !== undefined) {
    const { invitation, salt } = earlier
    return { made: { invitation, token: tokenOf(clientId, salt) }, isNew: false }
  }
  await requireRoom(sql, userId, groupId)
  await countForNewAccount(sql, userId, 'invitations', draft.max_uses ?? ANY_NUMBER)
  const salt = newSalt()
  const token = tokenOf(clientId, salt)
  const secrets = { key, salt, tokenHash: hashToken(token) }
  const invitation = await insert(sql, userId, groupId, draft, secrets)
  return { made: { invitation, token }, isNew: true }
}

/** A new account may add a limited number of people. A link counts as the number of people who may use it. */
const ANY_NUMBER = 1_000_000_000

async function requireRoom(sql: Sql, userId: string, groupId: string | null): Promise<void> {
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
}

async function insert(
  sql: Sql,
  userId: string,
  groupId: string | null,
  { days, max_uses }: Omit<InvitationDraft, 'client_id'>,
  { key, salt, tokenHash }: { key: Buffer; salt: Buffer; tokenHash: Buffer },
): Promise<Invitation> {
  const [made] = await sql<{ invitation: Invitation }[]>`
    with i as (
      insert into private.invitations (
        token_hash, inviter_id, conversation_id, ends_at, max_uses, creation_key, token_salt
      )
      values (
        ${tokenHash}, ${userId}, ${groupId}, now() + ${days}::int * interval '1 day', ${max_uses}, ${key}, ${salt}
      )
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
  return invitation
}
