import { fold } from '../../wire/words/fold.ts'
import { mayBeName } from '../../wire/words/may-be-name.ts'
import { plainName, plainWords } from '../../wire/words/names.ts'
import { joinedName } from '../../wire/words/rank.ts'
import { containing } from '../database/patterns.ts'
import type { Sql } from '../database/client.ts'

/** The most terms of a query that are used. */
const MAX_TERMS = 5
/** The index has no longer word. A short text becomes a long one where a sign stands for many, such as `ﷺ`. */
const MAX_TERM_BYTES = 2_046
/** The same as in `private.name_terms`. */
const SEPARATOR = /(?:(?!%)[\p{P}\p{Z}\p{Cc}\u200B$+<=>^`|~])+/u

export interface Ways {
  /** Words of a name, as they are typed and in their plain form: "山田 花子" may be two words of a name, or one. */
  written: string[][]
  /** All that was typed as one word of a name: "van der berg" may be Vanderberg. */
  joined: string[][]
}

/** What the typed text may mean, each way as terms. Null when it has too little of a name, or what is in no name. */
export function typedTerms(typed: string): Ways | null {
  const [asTyped, plain, join] = [fold(typed), plainName(typed), joinedName(typed)].map((text) =>
    text
      .split(SEPARATOR)
      .filter((word) => word !== '')
      .slice(0, MAX_TERMS),
  )
  const written = [asTyped!, plain!].filter(isEnough)
  const joined = [join!].filter((terms) => isEnough(terms) && String(terms) !== String(plain))
  return written.length + joined.length > 0 ? { written, joined } : null
}

const isEnough = (terms: readonly string[]) =>
  terms.some(mayBeName) && terms.every((term) => Buffer.byteLength(term) <= MAX_TERM_BYTES)

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
  const words = plainWords(typed).map(containing)
  return (name: ReturnType<Sql>) => {
    const hasEach = words.reduce(
      (all, word) => sql`
        ${all} and (called.text like ${`${word}\u0002%`} or called.text like ${`%\u0001${word.slice(1)}`})`,
      sql`true`,
    )
    // The text is made once for all words.
    return sql`exists (
      select from (select private.searched_name(${name}) as text offset 0) called where ${hasEach}
    )`
  }
}
