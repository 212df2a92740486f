import { MAX_PARTICIPANTS } from '../../wire/conversations.ts'
import type { Database, Sql } from '../database/client.ts'
import { notFound, Refusal } from '../refusal.ts'
import { changeGroup, heir, type GroupChange, type LockedGroup, type Role } from './change.ts'
import { requireAddable, seat } from './join.ts'

/** Lets people in. Those who are in it already stay as they are. */
export function addMembers(
  sql: Database,
  userId: string,
  groupId: string,
  personIds: readonly string[],
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async ({ sql: tx, actor, tell }) => {
    if (actor.role === 'member') {
      throw new Refusal('forbidden', 'Only the owner and admins add people.')
    }
    const members = await memberIds(tx, groupId)
    const added = [...new Set(personIds)].filter((id) => !members.has(id))
    if (added.length === 0) return undefined
    await requireAddable(tx, userId, added)
    if (members.size + added.length > MAX_PARTICIPANTS) {
      throw new Refusal('invalid_request', `A group has ${MAX_PARTICIPANTS} people at most.`)
    }
    await seat(tx, groupId, added)
    await tell({ type: 'added', user_ids: added })
    return { added }
  })
}

/** Gives somebody another role. Who makes another the owner becomes an admin. */
export function changeRole(
  sql: Database,
  userId: string,
  groupId: string,
  personId: string,
  role: Role,
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async (group) => {
    if (group.actor.role !== 'owner') {
      throw new Refusal('forbidden', 'Only the owner gives roles.')
    }
    const current = await roleOf(group, personId)
    if (current === role) return undefined
    if (current === 'owner') {
      throw new Refusal('invalid_request', 'A group needs an owner: make somebody else the owner.')
    }
    if (role === 'owner') await setRole(group, userId, 'admin')
    await setRole(group, personId, role)
    await group.tell({ type: 'role_changed', user_ids: [personId], role })
    return undefined
  })
}

/** Takes somebody out of a group, or lets the person asking leave. An owner who leaves hands over. */
export function removeMember(
  sql: Database,
  userId: string,
  groupId: string,
  personId: string,
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async (group) => {
    if (personId === userId) return leave(group)
    const refused = new Refusal('forbidden', 'You may not remove this person.')
    if (group.actor.role === 'member') throw refused
    const role = await roleOf(group, personId)
    if (group.actor.role === 'admin' && role !== 'member') throw refused
    await unseat(group, personId)
    await group.tell({ type: 'removed', user_ids: [personId] })
    return { removed: [personId] }
  })
}

async function leave(group: LockedGroup) {
  const { sql, id, actor } = group
  await unseat(group, actor.id)
  await group.tell({ type: 'left' })
  const [next] = actor.role === 'owner' ? await sql<{ user_id: string }[]>`${heir(sql, id)}` : []
  if (next !== undefined) {
    await setRole(group, next.user_id, 'owner')
    await group.tell({ type: 'role_changed', user_ids: [next.user_id], role: 'owner' })
  }
  return { removed: [actor.id] }
}

async function memberIds(sql: Sql, groupId: string): Promise<Set<string>> {
  const rows = await sql<{ user_id: string }[]>`
    select user_id from public.conversation_participants
    where conversation_id = ${groupId} and left_at is null`
  return new Set(rows.map((row) => row.user_id))
}

async function roleOf({ sql, id }: LockedGroup, personId: string): Promise<Role> {
  const [seated] = await sql<{ role: Role }[]>`
    select role from public.conversation_participants
    where conversation_id = ${id} and user_id = ${personId} and left_at is null`
  if (seated === undefined) throw notFound('person')
  return seated.role
}

async function setRole({ sql, id }: LockedGroup, personId: string, role: Role): Promise<void> {
  await sql`
    update public.conversation_participants set role = ${role}
    where conversation_id = ${id} and user_id = ${personId}`
}

/** Their draft goes with the seat: they could not see it any more. */
async function unseat({ sql, id }: LockedGroup, personId: string): Promise<void> {
  await sql`
    update public.conversation_participants
    set left_at = now(), role = 'member', draft = null, draft_at = null
    where conversation_id = ${id} and user_id = ${personId}`
}
