import type { Message, SystemEvent } from '../../wire/messages.ts'
import type { Database, Sql } from '../database/client.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { notFound, Refusal } from '../refusal.ts'
import { theirConversations } from '../conversations/conversation-json.ts'

export type Role = 'owner' | 'admin' | 'member'

/** A group that is locked until the transaction ends, and who asks. */
export interface LockedGroup {
  sql: Sql
  id: string
  actor: { id: string; role: Role }
  /** Adds a line to the timeline. */
  tell(event: SystemEvent): Promise<void>
}

/** What a commit did to a group, for those who have to be told. */
export interface GroupChange {
  id: string
  lines: Message[]
  added: string[]
  removed: string[]
  /** Of each removed person, those of the group they share no conversation with any more. */
  strangers: Map<string, string[]>
}

/** A group that hangs gives its connection back: the pool serves everybody else. */
const LOCK_TIMEOUT_MILLISECONDS = 2_000

/**
 * Changes a group of this person in one transaction, one change after the other. Who is in it and in which role is read
 * behind the lock: of two admins who remove each other, one comes too late.
 * @throws Refusal `not_found` to who is not in it, `forbidden` for what is no group.
 */
export function changeGroup(
  sql: Database,
  userId: string,
  groupId: string,
  act: (group: LockedGroup) => Promise<{ added?: string[]; removed?: string[] } | undefined>,
): Promise<GroupChange> {
  return sql.begin(async (tx) => {
    const lines: Message[] = []
    const actor = { id: userId, role: await lock(tx, userId, groupId) }
    const tell = async (event: SystemEvent) => {
      lines.push(await writeSystemLine(tx, groupId, userId, event))
    }
    const { added = [], removed = [] } = (await act({ sql: tx, id: groupId, actor, tell })) ?? {}
    const strangers = new Map<string, string[]>()
    for (const id of removed) strangers.set(id, await strangersOf(tx, id, groupId))
    return { id: groupId, lines, added, removed, strangers }
  })
}

async function lock(sql: Sql, userId: string, groupId: string): Promise<Role> {
  await sql`select set_config('lock_timeout', ${String(LOCK_TIMEOUT_MILLISECONDS)}, true)`
  const [seen] = await sql<{ kind: string }[]>`
    select c.kind from ${theirConversations(sql, userId)} where c.id = ${groupId}`
  if (seen === undefined) throw notFound('conversation')
  if (seen.kind !== 'GROUP') throw new Refusal('forbidden', 'This is not a group.')
  await sql`select from public.conversations where id = ${groupId} for no key update`
  // The account of an owner may have been deleted: a group is never without one.
  await sql`
    update public.conversation_participants set role = 'owner'
    where conversation_id = ${groupId} and user_id = (${heir(sql, groupId)}) and not exists (
      select from public.conversation_participants
      where conversation_id = ${groupId} and role = 'owner' and left_at is null
    )`
  const [seat] = await sql<{ role: Role }[]>`
    select me.role from ${theirConversations(sql, userId)} where c.id = ${groupId}`
  if (seat === undefined) throw notFound('conversation')
  return seat.role
}

/** Who is next to own a group: who has been an admin for longest, else who has been in it for longest. */
export const heir = (sql: Sql, groupId: string) => sql`
  select user_id from public.conversation_participants
  where conversation_id = ${groupId} and left_at is null and role <> 'owner'
  order by role <> 'admin', joined_at, user_id limit 1`

/** Presence is for people who share a conversation. */
async function strangersOf(sql: Sql, userId: string, groupId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select p.user_id as id from public.conversation_participants p
    where p.conversation_id = ${groupId} and p.left_at is null and not exists (
      select from public.conversation_participants mine
      join public.conversation_participants theirs
        on theirs.conversation_id = mine.conversation_id
          and theirs.user_id = p.user_id and theirs.left_at is null
      where mine.user_id = ${userId} and mine.left_at is null
    )`
  return rows.map((row) => row.id)
}
