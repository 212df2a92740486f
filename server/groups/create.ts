import type { GroupCreate } from '../../wire/requests/conversations.ts'
import type { Database } from '../database/client.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { writeSystemLine } from '../messages/store/write-system-line.ts'
import { countForNewAccount } from '../people/new-account.ts'
import { notFound } from '../refusal.ts'
import type { GroupChange } from './change.ts'
import { addParticipants, requireAddable } from './join.ts'

export interface CreatedGroup {
  change: GroupChange
  /** False when an earlier attempt with the same `client_id` made the group. */
  isNew: boolean
}

/** A new group of this person, who owns it. */
export async function createGroup(
  sql: Database,
  userId: string,
  { title, client_id, participant_ids }: GroupCreate,
): Promise<CreatedGroup> {
  const invited = [...new Set(participant_ids)].filter((id) => id !== userId)
  await refuseByModeration(sql, userId, title)
  const key = client_id === undefined ? null : `${userId}:${client_id}`
  const nothing = { lines: [], people: [], added: [], removed: [], strangers: new Map() }
  const madeId = await sql.begin(async (tx) => {
    await requireAddable(tx, userId, invited)
    // An attempt that runs at the same time waits here until the first one has committed.
    const [made] = await tx<{ id: string }[]>`
      insert into public.conversations (kind, title, creation_key)
      values ('GROUP', ${title}, ${key})
      on conflict (creation_key) where creation_key is not null do nothing returning id`
    if (made === undefined) return null
    await countForNewAccount(tx, userId, 'conversations')
    await countForNewAccount(tx, userId, 'invitations', invited.length)
    await tx`
      insert into public.conversation_participants (conversation_id, user_id, role)
      values (${made.id}, ${userId}, 'owner')`
    await addParticipants(tx, made.id, invited)
    await writeSystemLine(tx, made.id, userId, { type: 'created', title })
    return made.id
  })
  if (madeId !== null) {
    return { change: { ...nothing, id: madeId, added: [userId, ...invited] }, isNew: true }
  }
  const [earlier] = await sql<{ id: string }[]>`
    select id from public.conversations where creation_key = ${key}`
  if (earlier === undefined) throw notFound('conversation')
  return { change: { ...nothing, id: earlier.id }, isNew: false }
}
