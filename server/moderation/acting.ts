import type { AttachedFile } from '../../wire/files.ts'
import type { ModerationDecision } from '../../wire/moderation/moderation.ts'
import type { Sql } from '../database/client.ts'
import type { NewMessage } from '../messages/store/new-message.ts'
import { Refusal } from '../refusal.ts'
import type { Consequences } from './consequences.ts'

/** A report that its moderator has locked, with what an action needs. */
export interface LockedReport {
  id: string
  kind: 'message' | 'person' | 'post' | 'review' | 'appeal'
  reason: string
  subject_id: string | null
  message_id: string | null
  conversation_id: string | null
  post_id: string | null
  action_id: string | null
  /** The message that waits for a review. Its files are uploads of the subject. */
  draft:
    | (Omit<NewMessage, 'conversation_id' | 'sender_id' | 'files'> & { files?: AttachedFile[] })
    | null
}

export interface Acting {
  sql: Sql
  report: LockedReport
  moderatorId: string
  decision: ModerationDecision
  /** Collects what has to be announced. */
  consequences: Consequences
}

export const impossible = () => new Refusal('conflict', 'This action does not fit this report.')

/** The account, or the alias of a dark room. What is done to an alias concerns that room alone. */
export function subjectOf({ report }: Acting): string {
  if (report.subject_id === null) throw impossible()
  return report.subject_id
}
