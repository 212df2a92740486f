import type { GroupCreate } from '../../wire/conversations.ts'
import type { Database } from '../database/client.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import type { GroupChange } from './change.ts'
import { addParticipants, requireAddable } from './join.ts'

/** A new group of this person, who owns it. */
export async function createGroup(
  sql: Database,
  userId: string,
  { title, avatar_url = null, participant_ids }: GroupCreate,
): Promise<GroupChange> {
  const invited = [...new Set(participant_ids)].filter((id) => id !== userId)
  const id = await sql.begin(async (tx) => {
    await requireAddable(tx, userId, invited)
    const [made] = await tx<{ id: string }[]>`
      insert into public.conversations (kind, title, avatar_url)
      values ('GROUP', ${title}, ${avatar_url}) returning id`
    if (made === undefined) throw new Error('no group was made')
    await tx`
      insert into public.conversation_participants (conversation_id, user_id, role)
      values (${made.id}, ${userId}, 'owner')`
    await addParticipants(tx, made.id, invited)
    await writeSystemLine(tx, made.id, userId, { type: 'created', title })
    return made.id
  })
  const nothing = { lines: [], people: [], removed: [], strangers: new Map() }
  return { id, ...nothing, added: [userId, ...invited] }
}
