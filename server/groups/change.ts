import { capabilitiesOf, type ConversationKind } from '../../wire/conversation-kinds.ts'
import type { Message, SystemEvent } from '../../wire/messages.ts'
import type { Person } from '../../wire/people.ts'
import type { Actor, Role } from '../../wire/permissions.ts'
import type { Database, Sql } from '../database/client.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { peopleNamedIn } from '../people/named.ts'
import { shareConversation } from '../people/acquaintances.ts'
import { isDeparting } from '../people/departing.ts'
import { notFound, Refusal } from '../refusal.ts'
import { theirConversations } from '../conversations/conversation-json.ts'
import { roleRank } from '../conversations/participants-json.ts'
import { heir } from './heir.ts'

/** A group that is locked until the transaction ends, and the person who asks. */
export interface LockedGroup {
  sql: Sql
  id: string
  actor: Actor
  /** Adds a line to the timeline. */
  tell(event: SystemEvent): Promise<void>
}

/** What a commit changed in a group. It is announced afterwards. */
export interface GroupChange {
  id: string
  lines: Message[]
  /** The people whom the lines name. */
  people: Person[]
  added: string[]
  removed: string[]
  /**
   * For each removed person: the people of the group with whom they share no conversation any more. It is null when the
   * group is too large to look for them one by one. A person of a room has none: nobody sees presence there.
   */
  strangers: Map<string, string[] | null>
}

/** A change that waits too long for the lock of its group gives its connection back. The pool serves everybody else. */
const LOCK_TIMEOUT_MILLISECONDS = 2_000

/** In a larger group nobody looks for strangers. Every page asks again whose presence it may see. */
const MAX_STRANGERS = 200

/**
 * Changes a group of this person in one transaction, one change after another. Participants and roles are read under
 * the lock: when two admins remove each other, the second one is refused.
 * @throws Refusal `not_found` when the person is not in it, `forbidden` when it is no group.
 */
export function changeGroup(
  sql: Database,
  userId: string,
  groupId: string,
  act: (group: LockedGroup) => Promise<{ added?: string[]; removed?: string[] } | undefined>,
): Promise<GroupChange> {
  return sql.begin(async (tx) => {
    const lines: Message[] = []
    const actor = { userId, ...(await lock(tx, userId, groupId)) }
    const tell = async (event: SystemEvent) => {
      lines.push(await writeSystemLine(tx, groupId, userId, event))
    }
    const { added = [], removed = [] } = (await act({ sql: tx, id: groupId, actor, tell })) ?? {}
    const strangers: GroupChange['strangers'] = new Map()
    if (capabilitiesOf(actor.kind).hasPresence) {
      for (const id of removed) strangers.set(id, await strangersOf(tx, id, groupId))
    }
    const people = await peopleNamedIn(tx, lines)
    return { id: groupId, lines, people, added, removed, strangers }
  })
}

async function lock(
  sql: Sql,
  userId: string,
  groupId: string,
): Promise<{ role: Role; kind: ConversationKind }> {
  await sql`select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MILLISECONDS)}, true)`
  const [seen] = await sql<{ kind: ConversationKind }[]>`
    select c.kind from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${groupId}`
  if (seen === undefined) throw notFound('conversation')
  if (!capabilitiesOf(seen.kind).hasRoles) throw new Refusal('forbidden', 'This is not a group.')
  await sql`select from public.conversations where id = ${groupId} for no key update`
  // The account of the owner may have been deleted. The change gives the group a new owner first. The owner is found by
  // the rank, because the index is on the rank.
  await sql`
    update public.conversation_participants set role = 'owner'
    where conversation_id = ${groupId} and user_id = (${heir(sql, groupId)}) and not exists (
      select from public.conversation_participants owner
      where owner.conversation_id = ${groupId} and ${roleRank(sql, 'owner')} = 0
        and owner.left_at is null and not ${isDeparting(sql, sql`owner.user_id`)}
    )`
  const [now] = await sql<{ role: Role }[]>`
    select me.role from ${theirConversations(sql, userId, 'c', 'me')} where c.id = ${groupId}`
  if (now === undefined) throw notFound('conversation')
  return { role: now.role, kind: seen.kind }
}

/**
 * Presence is for people who share a conversation. After a removal, some people of the group may share none with the
 * removed person. A room that both are in is none.
 */
export async function strangersOf(
  sql: Sql,
  userId: string,
  groupId: string,
): Promise<string[] | null> {
  const [group] = await sql<{ participant_count: number }[]>`
    select participant_count from public.conversations where id = ${groupId}`
  if (group === undefined || group.participant_count > MAX_STRANGERS) return null
  const rows = await sql<{ id: string }[]>`
    select p.user_id as id from public.conversation_participants p
    where p.conversation_id = ${groupId} and p.left_at is null
      and not ${shareConversation(sql, sql`${userId}`, sql`p.user_id`)}`
  return rows.map((row) => row.id)
}
