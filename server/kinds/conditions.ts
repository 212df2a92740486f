import { kindsWith } from '../../wire/conversation-kinds.ts'
import type { Sql } from '../database/client.ts'

export const kindsThatArePairs = kindsWith(({ isPair }) => isPair)
const withReceipts = kindsWith(({ hasReceipts }) => hasReceipts)
const underNames = kindsWith(({ identity }) => identity === 'person')

/**
 * SQL conditions over a row of `public.conversations`. They come from the same record of capabilities as all other
 * code.
 */

export const isPair = (sql: Sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${kindsThatArePairs}::text[])`

export const hasReceipts = (sql: Sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${withReceipts}::text[])`

/** People write under their own names here, so no alias can be revealed. */
export const isUnderNames = (sql: Sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${underNames}::text[])`
