import { conversationOf } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { GroupChange } from './change.ts'
import { Refusal } from '../refusal.ts'
import type { Publisher } from '../realtime/publish.ts'

interface GroupEdge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
}

/**
 * Tells of a change to a group, after its commit. Who was removed falls silent before anything else is said; who was
 * added hears nothing of what was said before them.
 */
export async function announceGroup(edge: GroupEdge, change: GroupChange): Promise<void> {
  const { publish } = edge
  const { id, lines, people, added, removed, strangers } = change
  publish.expel(id, removed)
  for (const userId of removed) {
    const others = strangers.get(userId)
    if (others === null) await publish.unwatchEverywhere(userId)
    else publish.part(userId, others ?? [])
    publish.toUser(userId, 'conversation:removed', { conversation_id: id })
  }
  if (lines.length > 0) {
    publish.toConversation(id, 'message:new', { conversation_id: id, messages: lines, people })
    publish.toConversation(id, 'conversation:changed', { conversation_id: id })
  }
  if (added.length > 0) await welcome(edge, id, added)
}

/** A message stored before they joined may not have been announced yet: they are admitted behind it. */
async function welcome({ sql, publish, writer }: GroupEdge, id: string, added: readonly string[]) {
  await writer.settled(id)
  publish.admit(id, added)
  for (const userId of added) {
    try {
      const conversation = await conversationOf(sql, userId, id)
      publish.toUser(userId, 'conversation:new', { conversation })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Removed again before they were admitted: the second look finds what the first removal could not.
      publish.expel(id, [userId])
    }
  }
}
