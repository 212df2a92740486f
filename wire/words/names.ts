// No schema library here, for the same reason as in ../error-codes.ts.
import { fold } from './fold.ts'

/** Signs inside a name that people leave out: O'Neil, Jean-Luc, J.R.R. and 山田・花子. */
const INNER = /['.·・-]/gu
const SPACE = '[\\t-\\r \\u0085\\u1680\\u200B\\u2028\\u2029]'
/** Letters and marks of Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese. Names in them have a space or none. */
const SOLID =
  '[\\u0E01-\\u0E3A\\u0E40-\\u0E4E\\u0E81-\\u0EDF\\u1000-\\u109F\\u1100-\\u11FF\\u1780-\\u17D3\\u3005-\\u3007\\u3041-\\u30FF' +
  '\\u3105-\\u312F\\u3400-\\u9FFF\\uA960-\\uA97C\\uD7B0-\\uD7FB\\u{20000}-\\u{3FFFF}]'
const GAP = new RegExp(`(?<=${SOLID})${SPACE}+(?=${SOLID})`, 'gu')
/** "J R R" is one word, so that "jrr" finds it. */
const GAP_OF_INITIALS = /(?<![^ ])([^ ]) +(?=[^ ](?: |$))/gu

/** A name as it is compared as a whole: folded, and without the signs and spaces that people leave out. */
export const plainName = (name: string): string => plainOf(fold(name)).trim()

const plainOf = (folded: string): string =>
  folded.replace(INNER, '').replace(GAP, '').replace(GAP_OF_INITIALS, '$1')

/** The words to look for in names and titles. A word that has nothing but inner signs stays as it is. */
export const plainWords = (typed: string): string[] =>
  fold(typed)
    .split(new RegExp(SPACE, 'u'))
    .filter((word) => word !== '')
    .map((word) => word.replace(INNER, '') || word)

/**
 * The text in which the words of a search for a name are looked up: the name as it is written, and its plain form.
 * `private.searched_name` of the database makes the same.
 */
export function searchedName(name: string): string {
  const folded = fold(name)
  return `${folded}\n${plainOf(folded)}`
}

/** Whether a name or title has each of these words anywhere in it. */
export const hasWords = (name: string, words: readonly string[]): boolean => {
  const text = searchedName(name)
  return words.every((word) => text.includes(word))
}
