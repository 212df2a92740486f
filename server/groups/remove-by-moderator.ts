import { capabilitiesOf, type ConversationKind } from '../../wire/conversation-kinds.ts'
import type { Role } from '../../wire/permissions.ts'
import type { Sql } from '../database/client.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { lockConversation } from '../messages/store/write-messages.ts'
import { peopleNamedIn } from '../people/named.ts'
import { notFound, Refusal } from '../refusal.ts'
import { strangersOf, type GroupChange } from './change.ts'
import { heir } from './heir.ts'
import { bar, endParticipation, setRole } from './participants.ts'

/**
 * Removes a person from a group or room for a moderator of the installation, who need not be in it. The line in the
 * timeline names no moderator. An owner hands the group over.
 */
export async function removeByModerator(
  sql: Sql,
  groupId: string,
  personId: string,
): Promise<GroupChange> {
  await lockConversation(sql, groupId)
  const [found] = await sql<{ role: Role; kind: ConversationKind }[]>`
    select p.role, c.kind
    from public.conversation_participants p join public.conversations c on c.id = p.conversation_id
    where p.conversation_id = ${groupId} and p.user_id = ${personId} and p.left_at is null`
  if (found === undefined) throw notFound('person')
  const { hasRoles, hasPresence } = capabilitiesOf(found.kind)
  if (!hasRoles) throw new Refusal('conflict', 'Nobody can be removed from this conversation.')
  const place = { sql, id: groupId }
  await endParticipation(place, personId)
  await bar(place, personId)
  const lines = [
    await writeSystemLine(sql, groupId, null, { type: 'removed', user_ids: [personId] }),
  ]
  const [next] =
    found.role === 'owner' ? await sql<{ user_id: string }[]>`${heir(sql, groupId)}` : []
  if (next !== undefined) await setRole(place, next.user_id, 'owner')
  const strangers: GroupChange['strangers'] = new Map()
  if (hasPresence) strangers.set(personId, await strangersOf(sql, personId, groupId))
  const people = await peopleNamedIn(sql, lines)
  return { id: groupId, lines, people, added: [], removed: [personId], strangers }
}

/** The person may join the room again, or come into the group by a link. Nobody is put back. */
export async function letJoinAgain(sql: Sql, groupId: string, personId: string): Promise<void> {
  await sql`
    update public.conversation_participants set barred_at = null
    where conversation_id = ${groupId} and user_id = ${personId}`
}
