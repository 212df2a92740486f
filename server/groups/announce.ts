import { conversationForEach } from '../conversations/memberships.ts'
import type { Database } from '../database/client.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { GroupChange } from './change.ts'
import type { Publisher } from '../realtime/publish.ts'

/** The people whose views of a group one statement reads. */
const VIEWS_AT_ONCE = 50

interface GroupEdge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
}

/**
 * Announces a change of a group after its commit. Removed people get no later event. Added people get no event from
 * before they joined.
 */
export async function announceGroup(edge: GroupEdge, change: GroupChange): Promise<void> {
  const { publish } = edge
  const { id, lines, people, added, removed, strangers } = change
  await publish.leaveRoom(id, removed)
  for (const userId of removed) {
    const unshared = strangers.get(userId)
    if (unshared === null) await publish.unwatchEverywhere(userId)
    else await publish.unwatchEachOther(userId, unshared ?? [])
    publish.toUser(userId, 'conversation:removed', { conversation_id: id })
  }
  if (lines.length > 0) {
    publish.toConversation(id, 'message:new', { conversation_id: id, messages: lines, people })
    publish.toConversation(id, 'conversation:changed', { conversation_id: id })
  }
  if (added.length > 0) await welcome(edge, id, added)
}

/** A message from before they joined may not be announced yet. They join the room only after it. */
async function welcome({ sql, publish, writer }: GroupEdge, id: string, added: readonly string[]) {
  await writer.settled(id)
  await publish.joinRoom(id, added)
  // A person who connects from now on finds the conversation by themselves.
  const connected = await publish.connectedAmong(added)
  for (let from = 0; from < connected.length; from += VIEWS_AT_ONCE) {
    const userIds = connected.slice(from, from + VIEWS_AT_ONCE)
    const views = await conversationForEach(sql, userIds, id)
    for (const userId of userIds) {
      const conversation = views.get(userId)
      if (conversation !== undefined) publish.toUser(userId, 'conversation:new', { conversation })
      // They were removed again before they joined the room, and that removal did not find their sockets in it.
      else await publish.leaveRoom(id, [userId])
    }
  }
}
