import { fold, plainWords } from '../../wire/words/fold.ts'
import { containing } from '../database/patterns.ts'
import type { Sql } from '../database/client.ts'

/** The most terms of a query that are used. */
const MAX_TERMS = 5
/** A single letter would list everybody. A single character of these scripts is a name. */
const IS_ENOUGH = /../u
const IS_NAME = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u
/** The same as in `private.name_terms`. */
const SEPARATOR = /(?:(?!%)[\p{P}\p{Z}\p{Cc}\u200B$+<=>^`|~])+/u

/** The terms of the typed text. Null when it has too little of a name. */
export function typedTerms(typed: string): string[] | null {
  const terms = fold(typed)
    .split(SEPARATOR)
    .filter((word) => word !== '')
    .slice(0, MAX_TERMS)
  return terms.some((word) => IS_ENOUGH.test(word) || IS_NAME.test(word)) ? terms : null
}

/** Whether each term begins a word in the names of a person. The alias is of a row of `public.profiles`. */
export const isCalled = (sql: Sql, profile: string, terms: readonly string[]) =>
  terms.length === 0
    ? sql`true`
    : sql`private.name_terms(${sql(profile)}.search_text) @@ ${beginnings(terms)}::tsquery`

/** No term holds a quote, because quotes separate terms. */
const beginnings = (terms: readonly string[]) => terms.map((term) => `'${term}':*`).join(' & ')

/** Whether a title or name has each typed word anywhere. It agrees with `hasWords` of wire/words/fold.ts. */
export const namesHaving = (sql: Sql, typed: string) => {
  const patterns = plainWords(typed).map(containing)
  return (name: ReturnType<Sql>) =>
    sql`translate(private.fold(${name}), '''-', '') like all(${patterns}::text[])`
}
