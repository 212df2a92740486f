import { beginningOfWord } from '../database/patterns.ts'
import type { Sql } from '../database/client.ts'

/** Words of the query that are looked at. */
const MAX_WORDS = 5
const TWO_CHARACTERS = /../u

/** The words of what was typed; null when none has two characters: by single letters everybody could be listed. */
export function typedWords(typed: string): string[] | null {
  const words = typed.toLowerCase().split(/\s+/).slice(0, MAX_WORDS)
  return words.some((word) => TWO_CHARACTERS.test(word)) ? words : null
}

/** Whether each of the words begins a word of the names of a person. The alias is of a row of `public.profiles`. */
export const isCalled = (sql: Sql, profile: string, words: readonly string[]) =>
  words.reduce((all, word) => sql`${all} and (${beginsWith(sql, profile, word)})`, sql`true`)

const beginsWith = (sql: Sql, profile: string, word: string) =>
  beginningOfWord(word).reduce(
    (any, pattern) => sql`${any} or ${sql(profile)}.search_text like ${pattern}`,
    sql`false`,
  )
