import type { Message } from '../../wire/messages.ts'
import { forEverybody } from '../../wire/reactions.ts'
import type { Sql } from '../database/client.ts'
import { peopleNamedIn } from '../people/named.ts'
import type { Publisher } from '../realtime/publish.ts'
import { lateJoiners } from './late-joiners.ts'

export type ChangeEvent =
  'message:edited' | 'message:deleted' | 'message:reactions' | 'message:pinned'

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
    // A change may add a line to the timeline. It is a new message.
    const told = one.kind === 'system' ? 'message:new' : event
    const except = userId === null ? hiddenFrom : [...hiddenFrom, userId]
    publish.toConversation(conversation_id, told, shared, undefined, except)
    if (userId !== null) publish.toUser(userId, told, { ...push, messages: [one] })
  }
}
