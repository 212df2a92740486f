import { beginningOfWord } from '../database/patterns.ts'
import type { Sql } from '../database/client.ts'

/** The most terms of a query that are used. */
const MAX_TERMS = 5
const TWO_CHARACTERS = /../u

/** The terms of the typed text. Null when no term has two characters: single letters would list everybody. */
export function typedTerms(typed: string): string[] | null {
  const terms = typed.toLowerCase().split(/\s+/).slice(0, MAX_TERMS)
  return terms.some((word) => TWO_CHARACTERS.test(word)) ? terms : null
}

/** Whether each term begins a word in the names of a person. The alias is of a row of `public.profiles`. */
export const isCalled = (sql: Sql, profile: string, terms: readonly string[]) =>
  terms.reduce((all, word) => sql`${all} and (${beginsWith(sql, profile, word)})`, sql`true`)

const beginsWith = (sql: Sql, profile: string, word: string) =>
  beginningOfWord(word).reduce(
    (any, pattern) => sql`${any} or ${sql(profile)}.search_text like ${pattern}`,
    sql`false`,
  )
