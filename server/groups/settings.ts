import type { ConversationChange } from '../../wire/requests/conversations.ts'
import type { Database } from '../database/client.ts'
import { mayChangeConversation } from '../../wire/permissions.ts'
import { refuseByModeration } from '../messages/moderation-refusal.ts'
import { Refusal } from '../refusal.ts'
import { changeGroup, type GroupChange } from './change.ts'

/** Gives a group another name. A name that is the same as before is not announced. */
export function changeSettings(
  sql: Database,
  userId: string,
  groupId: string,
  { title }: ConversationChange,
): Promise<GroupChange> {
  return changeGroup(sql, userId, groupId, async ({ sql: tx, actor, tell }) => {
    if (!mayChangeConversation(actor)) {
      throw new Refusal('forbidden', 'Only the owner and admins change a group.')
    }
    await refuseByModeration(tx, userId, title)
    if (title !== undefined) {
      const { count } = await tx`
        update public.conversations set title = ${title}
        where id = ${groupId} and title is distinct from ${title}`
      if (count > 0) await tell({ type: 'renamed', title })
    }
    return undefined
  })
}
