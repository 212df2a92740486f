import type { Publisher } from '../realtime/publish.ts'
import type { Started } from './direct.ts'

/**
 * Tells of a conversation of two, after its commit. The sockets of both people join at once, so that the first message
 * reaches the counterpart without delay.
 */
export async function announcePair(
  publish: Publisher,
  { conversation, joined, shownTo }: Started,
): Promise<void> {
  if (joined.length > 0) await publish.joinRoom(conversation.id, joined)
  for (const userId of shownTo) publish.toUser(userId, 'conversation:new', { conversation })
}
