import type { Message } from '../../wire/messages.ts'
import { forEverybody } from '../../wire/reactions.ts'
import type { Sql } from '../database/client.ts'
import { peopleNamedIn } from '../people/named.ts'
import type { Publisher } from '../realtime/publish.ts'
import { lateJoiners } from './late-joiners.ts'

export type ChangeEvent = 'message:edited' | 'message:deleted' | 'message:reactions'

/**
 * Announces the new state of messages after the commit.
 * @param userId the participant who changed them and sees their own reactions in them; a moderator is no participant
 */
export async function announceChange(
  { sql, publish }: { sql: Sql; publish: Publisher },
  event: ChangeEvent,
  changed: readonly Message[],
  userId: string | null,
): Promise<void> {
  for (const one of changed) {
    const { conversation_id } = one
    const hiddenFrom = await lateJoiners(sql, conversation_id, one.seq)
    // There are too many people to leave out one by one. Everybody is told to request the conversation, and the answer
    // holds what they may see.
    if (hiddenFrom === null) {
      publish.toConversation(conversation_id, 'conversation:changed', { conversation_id })
      continue
    }
    const push = { conversation_id, people: await peopleNamedIn(sql, [one]) }
    const shared = { ...push, messages: [forEverybody(one)] }
    const except = userId === null ? hiddenFrom : [...hiddenFrom, userId]
    publish.toConversation(conversation_id, event, shared, undefined, except)
    if (userId !== null) publish.toUser(userId, event, { ...push, messages: [one] })
  }
}
