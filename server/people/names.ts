import { fold } from '../../wire/words/fold.ts'
import { plainName, plainWords } from '../../wire/words/names.ts'
import { containing } from '../database/patterns.ts'
import type { Sql } from '../database/client.ts'

/** The most terms of a query that are used. */
const MAX_TERMS = 5
/** A single letter would list everybody. A single character of these scripts is a name, and so is an emoji. */
const IS_ENOUGH = /../u
const IS_NAME = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{So}]/u
/** The same as in `private.name_terms`. */
const SEPARATOR = /(?:(?!%)[\p{P}\p{Z}\p{Cc}\u200B$+<=>^`|~])+/u

/**
 * What the typed text may mean, each as terms: "山田 花子" may be two words of a name, or one. Null when it has too little
 * of a name.
 */
export function typedTerms(typed: string): string[][] | null {
  const ways = [fold(typed), plainName(typed)].map((text) =>
    text
      .split(SEPARATOR)
      .filter((word) => word !== '')
      .slice(0, MAX_TERMS),
  )
  const enough = ways.filter((terms) =>
    terms.some((word) => IS_ENOUGH.test(word) || IS_NAME.test(word)),
  )
  return enough.length > 0 ? enough : null
}

/** Whether each term of one of these ways begins a word in the names of a person. The alias is of `public.profiles`. */
export const isCalled = (sql: Sql, profile: string, ways: readonly string[][]) =>
  ways.length === 0
    ? sql`true`
    : sql`private.name_terms(${sql(profile)}.search_text) @@ ${ways.map(beginnings).join(' | ')}::tsquery`

/** No term holds a quote, because quotes separate terms. */
const beginnings = (terms: readonly string[]) =>
  `(${terms.map((term) => `'${term}':*`).join(' & ')})`

/** Whether a title or name has each typed word anywhere. It agrees with `hasWords` of wire/words/names.ts. */
export const namesHaving = (sql: Sql, typed: string) => {
  const patterns = plainWords(typed).map(containing)
  return (name: ReturnType<Sql>) =>
    sql`private.searched_name(${name}) like all(${patterns}::text[])`
}
