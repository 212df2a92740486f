import type { AttachedFile } from '../../wire/files.ts'
import type { ModerationAct } from '../../wire/moderation/moderation.ts'
import { deleteContent, hideContent } from './act-on-content.ts'
import { mute, remove, suspend, warn } from './act-on-person.ts'
import type { Sql } from '../database/client.ts'
import { showPost } from '../posts/hide.ts'
import { impossible, subjectOf, type Acting } from './acting.ts'
import { undoAction } from './undo.ts'

/** What each action does, beyond its row and its line in the audit log. */
export const acts: Record<Exclude<ModerationAct, 'unmask'>, (acting: Acting) => Promise<void>> = {
  dismiss: async () => undefined,
  hide: hideContent,
  delete: deleteContent,
  warn,
  mute,
  suspend,
  remove,
  release,
}

/** A message that waited is sent, a post that waited for a moderator is shown, or the action of an appeal is taken back. */
export async function release(acting: Acting): Promise<void> {
  const { sql, report, moderatorId, decision, consequences } = acting
  if (report.kind === 'appeal' && report.action_id !== null) {
    await undoAction(sql, moderatorId, report.action_id, decision.reason, consequences)
  } else if (report.kind === 'review' && report.draft !== null && report.conversation_id !== null) {
    const { files, ...waited } = report.draft
    const { conversation_id } = report
    const sender_id = subjectOf(acting)
    consequences.released.push({
      ...{ ...waited, conversation_id, sender_id },
      ...(files && { files: { ownerId: sender_id, items: files } }),
    })
    await keepUploads(sql, files ?? [])
  } else if (report.kind === 'post' && report.post_id !== null) {
    consequences.posts.push({ conversationIds: await showPost(sql, report.post_id, 'filter') })
  } else throw impossible()
}

/** The report keeps these files no longer, and the message does not carry them yet. Without this, old ones would go. */
const keepUploads = (sql: Sql, files: readonly AttachedFile[]) => sql`
  update private.uploads set active_at = now() where id = any(${files.map(({ id }) => id)}::uuid[])`
