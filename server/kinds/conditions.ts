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
