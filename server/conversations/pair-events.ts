import type { Publisher } from '../realtime/publish.ts'
import type { Started } from './direct.ts'

/** Tells both people of their new conversation, after its commit. */
export async function announcePair(
  publish: Publisher,
  { conversation, news }: Started,
): Promise<void> {
  await publish.joinRoom(
    conversation.id,
    news.map((one) => one.userId),
  )
  for (const one of news) {
    publish.toUser(one.userId, 'conversation:new', { conversation: one.conversation })
  }
}
