import type { Message } from '../../wire/messages.ts'
import type { Database } from '../database/client.ts'
import { announceGroup } from '../groups/announce.ts'
import type { GroupChange } from '../groups/change.ts'
import { announceChange } from '../messages/announce.ts'
import type { MessageWriter } from '../messages/store/message-writer.ts'
import type { NewMessage } from '../messages/store/new-message.ts'
import { isReviewOf } from '../messages/store/review-of.ts'
import { announcePost, type ChangedPost } from '../posts/conversations.ts'
import type { Publisher } from '../realtime/publish.ts'
import { Refusal } from '../refusal.ts'

/** What a transaction of a moderator changed. It is announced after the commit. */
export interface Consequences {
  /** Messages that were hidden, deleted or shown again, in their new state. */
  changed: Message[]
  /** Posts that were hidden, deleted or shown again. */
  posts: ChangedPost[]
  removals: GroupChange[]
  /** People who have a new notice, or one less. */
  told: string[]
  /** Messages that a review released. */
  released: NewMessage[]
}

export const noConsequences = (): Consequences => ({
  changed: [],
  posts: [],
  removals: [],
  told: [],
  released: [],
})

interface Edge {
  sql: Database
  publish: Publisher
  writer: MessageWriter
}

/** The sessions of a suspended person are not in it: the database itself tells every relay that they have ended. */
export async function announceConsequences(
  edge: Edge,
  { changed, posts, removals, told, released }: Consequences,
): Promise<void> {
  for (const one of changed) {
    const event = one.deleted_at === null ? 'message:edited' : 'message:deleted'
    await announceChange(edge, event, [one], null)
  }
  for (const post of posts) announcePost(edge.publish, post)
  for (const removal of removals) await announceGroup(edge, removal)
  for (const userId of told) edge.publish.toUser(userId, 'moderation:changed', {})
  for (const draft of released) {
    await sendReleased(edge, draft)
    // Only now: a page that was told earlier would send the message itself.
    edge.publish.toUser(draft.sender_id, 'moderation:changed', {})
  }
}

/**
 * The writer judges the message again. A sender who has left meanwhile writes nothing. Neither does a sender who deleted
 * the message on their device, because that takes its files back. The release is used up all the same.
 */
async function sendReleased({ sql, writer }: Edge, draft: NewMessage): Promise<void> {
  let isSent = false
  try {
    const { kind } = await writer.write(draft)
    isSent = kind === 'stored' || kind === 'existing'
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'upload_not_ready')) throw error
  }
  if (!isSent) await useUp(sql, draft)
}

/** Otherwise another text or other files with this `client_id` would later pass the filter. */
const useUp = (sql: Database, draft: NewMessage) => sql`
  update public.reports set draft = draft - 'client_id' where ${isReviewOf(sql, draft)}`
