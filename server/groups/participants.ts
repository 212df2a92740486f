import { MAX_PARTICIPANTS } from '../../wire/conversations.ts'
import { mayAddPeople, mayGiveRoles, mayRemove, type Role } from '../../wire/permissions.ts'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import type { Database, Sql } from '../database/client.ts'
import { isDeparting } from '../people/departing.ts'
import { countForNewAccount } from '../people/new-account.ts'
import { notFound, Refusal } from '../refusal.ts'
import { changeGroup, type GroupChange, type LockedGroup } from './change.ts'
import { heir } from './heir.ts'
import { addParticipants, requireAddable } from './join.ts'

/** Adds people. People who are participants already stay as they are. */
export function addPeople(
  sql: Database,
  userId: string,
  groupId: string,
  personIds: readonly string[],
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async ({ sql: tx, actor, tell }) => {
    if (!mayAddPeople(actor)) {
      throw new Refusal('forbidden', 'Only the owner and admins add people.')
    }
    const { count, present } = await participantsAmong(tx, groupId, personIds)
    const added = [...new Set(personIds)].filter((id) => !present.includes(id))
    if (added.length === 0) return undefined
    await requireAddable(tx, userId, added)
    await countForNewAccount(tx, userId, 'invitations', added.length)
    if (count + added.length > MAX_PARTICIPANTS) {
      throw new Refusal('invalid_request', `A group has ${MAX_PARTICIPANTS} people at most.`)
    }
    await addParticipants(tx, groupId, added)
    await tell({ type: 'added', user_ids: added })
    return { added }
  })
}

/** Gives a participant another role. An owner who makes another the owner becomes an admin. */
export function changeRole(
  sql: Database,
  userId: string,
  groupId: string,
  personId: string,
  role: Role,
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async (group) => {
    if (!mayGiveRoles(group.actor)) {
      throw new Refusal('forbidden', 'Only the owner gives roles.')
    }
    const current = await roleOf(group, personId)
    if (current === role) return undefined
    if (current === 'owner') {
      throw new Refusal('invalid_request', 'A group needs an owner: make another person the owner.')
    }
    if (role === 'owner') await setRole(group, userId, 'admin')
    await setRole(group, personId, role)
    await group.tell({ type: 'role_changed', user_ids: [personId], role })
    return undefined
  })
}

/** Removes a participant from a group, or lets the person asking leave. An owner who leaves hands the group over. */
export function removeParticipant(
  sql: Database,
  userId: string,
  groupId: string,
  personId: string,
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async (group) => {
    if (personId === userId) return leave(group)
    const refused = new Refusal('forbidden', 'You may not remove this person.')
    // The permission is checked twice. A person who may remove nobody does not learn who is in the group.
    if (!mayRemove(group.actor, 'member')) throw refused
    const barred = isRoom(group) && (await barWhoLeft(group, personId))
    if (!barred) {
      if (!mayRemove(group.actor, await roleOf(group, personId))) throw refused
      await endParticipation(group, personId)
      await bar(group, personId)
    }
    await group.tell({ type: 'removed', user_ids: [personId] })
    return { removed: [personId] }
  })
}

async function leave(group: LockedGroup) {
  const { sql, id, actor } = group
  await endParticipation(group, actor.userId)
  // People come to a room and go. Lines about that would fill its timeline.
  if (!isRoom(group)) await group.tell({ type: 'left' })
  const [next] = actor.role === 'owner' ? await sql<{ user_id: string }[]>`${heir(sql, id)}` : []
  if (next !== undefined) {
    await setRole(group, next.user_id, 'owner')
    await group.tell({ type: 'role_changed', user_ids: [next.user_id], role: 'owner' })
  }
  return { removed: [actor.userId] }
}

/** How many people are in the group, and which of the given people are in it. */
async function participantsAmong(sql: Sql, groupId: string, personIds: readonly string[]) {
  const [row] = await sql<{ count: number; present: string[] }[]>`
    select c.participant_count as count, array(
      select p.user_id from public.conversation_participants p
      where p.conversation_id = c.id and p.user_id = any(${[...personIds]}::uuid[])
        and p.left_at is null and not ${isDeparting(sql, sql`p.user_id`)}
    ) as present
    from public.conversations c where c.id = ${groupId}`
  if (row === undefined) throw notFound('conversation')
  return row
}

async function roleOf({ sql, id }: LockedGroup, personId: string): Promise<Role> {
  const [there] = await sql<{ role: Role }[]>`
    select role from public.conversation_participants
    where conversation_id = ${id} and user_id = ${personId} and left_at is null
      and not ${isDeparting(sql, sql`user_id`)}`
  if (there === undefined) throw notFound('person')
  return there.role
}

type Place = Pick<LockedGroup, 'sql' | 'id'>

export async function setRole({ sql, id }: Place, personId: string, role: Role): Promise<void> {
  await sql`
    update public.conversation_participants set role = ${role}
    where conversation_id = ${id} and user_id = ${personId}`
}

/** The draft and the place in the own list are deleted too: the person could not see them any more. */
export async function endParticipation({ sql, id }: Place, personId: string): Promise<void> {
  await sql`
    update public.conversation_participants
    set left_at = now(), role = 'member', draft = null, draft_at = null, pinned_at = null, archived_seq = null
    where conversation_id = ${id} and user_id = ${personId}`
}

const isRoom = ({ actor }: LockedGroup) => capabilitiesOf(actor.kind).isRoom

/** Everybody may join a room, and whoever has a link may join a group. A person who was removed may not. */
export async function bar({ sql, id }: Place, personId: string): Promise<void> {
  await sql`
    update public.conversation_participants set barred_at = now()
    where conversation_id = ${id} and user_id = ${personId}`
}

/** Otherwise a person who leaves in time could never be removed, and would come back. */
async function barWhoLeft({ sql, id }: LockedGroup, personId: string): Promise<boolean> {
  const { count } = await sql`
    update public.conversation_participants set barred_at = now()
    where conversation_id = ${id} and user_id = ${personId}
      and left_at is not null and barred_at is null and not ${isDeparting(sql, sql`user_id`)}`
  return count > 0
}
