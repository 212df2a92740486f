import type { Sql } from '../database/client.ts'
import { Refusal } from '../refusal.ts'

const messages = {
  muted: 'A moderator muted you. You can read, and not write.',
  new_account: 'A new account may not write more in its first day.',
  filtered: 'A filter of this server does not let this message through.',
  in_review: 'A moderator reads this message first. It is sent when they release it.',
  taken_back: 'Its sender took this message back while it waited for a moderator.',
} as const

/** Why moderation takes no message. */
export const moderationRefusal = (code: keyof typeof messages, seconds?: number): Refusal =>
  new Refusal(code, messages[code], seconds)

/**
 * Everything that others read goes through here, also a reaction and the name of a room. Otherwise a muted person would
 * write in another place, and a filter would see only messages.
 */
export async function refuseByModeration(sql: Sql, authorId: string, text = ''): Promise<void> {
  const [row] = await sql<{ refusal: 'muted' | 'filtered' | null }[]>`
    select private.edit_refusal(${authorId}, ${text}) as refusal`
  if (row?.refusal) throw moderationRefusal(row.refusal)
}
