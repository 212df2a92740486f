import { kindsWith } from '../../wire/conversation-kinds.ts'
import type { Sql } from '../database/client.ts'

const pairs = kindsWith(({ isPair }) => isPair)
const withReceipts = kindsWith(({ hasReceipts }) => hasReceipts)
const underNames = kindsWith(({ identity }) => identity === 'person')

/** Conditions over a row of `public.conversations`, made from the same record of capabilities as everything else. */

export const isPair = (sql: Sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${pairs}::text[])`

export const hasReceipts = (sql: Sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${withReceipts}::text[])`

/** People write here under their own names: no alias can be given away. */
export const isUnderNames = (sql: Sql, conversation: string) => sql`
  ${sql(conversation)}.kind = any(${underNames}::text[])`
