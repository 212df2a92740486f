import { kindsWith } from '../../wire/conversation-kinds.ts'
import { perName } from '../database/fragments.ts'

export const kindsThatArePairs = kindsWith(({ isPair }) => isPair)
const withReceipts = kindsWith(({ hasReceipts }) => hasReceipts)
const withPresence = kindsWith(({ hasPresence }) => hasPresence)
const underNames = kindsWith(({ identity }) => identity === 'person')

/**
 * SQL conditions over a row of `public.conversations`. They come from the same record of capabilities as all other
 * code.
 */

export const isPair = perName(
  (sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${kindsThatArePairs}::text[])`,
)

export const hasReceipts = perName(
  (sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${withReceipts}::text[])`,
)

/** The people know each other. The members of a room need not. */
export const hasPresence = perName(
  (sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${withPresence}::text[])`,
)

/** People write under their own names here, so no alias can be revealed. */
export const isUnderNames = perName(
  (sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${underNames}::text[])`,
)

/**
 * Whether somebody opened a pair with this participant and has written nothing yet. Opening a conversation must not show
 * to the other person. The first message ends this, or the participant who opens the conversation too.
 */
export const isUnwritten = perName((sql, conversation: string, participant: string) => {
  const [c, me] = [sql(conversation), sql(participant)]
  return sql`(${me}.awaits_message and ${c}.last_seq = 0)`
})
