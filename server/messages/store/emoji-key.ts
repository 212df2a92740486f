import type { PendingQuery, Row } from 'postgres'
import type { Sql } from '../../database/client.ts'

/**
 * Equal for all spellings of one emoji: without variation selectors, joiners and characters that show nothing. The relay
 * stores the usual spelling. Reactions from before it did so may have another one. They stay as they are, and are counted
 * with the others.
 */
export const emojiKey = (sql: Sql, emoji: PendingQuery<Row[]>) =>
  sql`translate(${emoji}, U&'\\200B\\200C\\200D\\2060\\FE0E\\FE0F\\FEFF', '')`
