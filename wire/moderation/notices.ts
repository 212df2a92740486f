import { z } from 'zod'
import { id, timestamp } from '../primitives.ts'
import { MAX_NOTE_LENGTH, prose } from './prose.ts'

/** What a person must know: a warning they have not read yet, or a restriction that holds. */
const moderationNotice = z.object({
  id,
  action: z.enum(['warn', 'mute', 'suspend', 'hide', 'delete', 'remove']),
  reason: z.string(),
  /** It was done to a post and not to a message. */
  is_post: z.boolean(),
  created_at: timestamp,
  ends_at: timestamp.nullable(),
  read_at: timestamp.nullable(),
  may_appeal: z.boolean(),
})
export type ModerationNotice = z.infer<typeof moderationNotice>
export const moderationNotices = z.object({ items: z.array(moderationNotice) })

/** One appeal is possible for each action. */
export const appeal = z.object({ text: prose(MAX_NOTE_LENGTH).min(1) }).strict()

/** Asks for the suspension of the person whom a Supabase token names. With `text`, that person appeals against it. */
export const suspensionQuestion = z
  .object({ text: prose(MAX_NOTE_LENGTH).min(1).optional() })
  .strict()
export const suspension = z.object({ notice: moderationNotice.nullable() })
