// No schema library here, for the same reason as in ../error-codes.ts.
import { fold } from './fold.ts'

/** Signs inside a name that people leave out: O'Neil, Jean-Luc, J.R.R. and 山田・花子. */
const INNER = /['.·・-]/gu
const SPACE = '[\\t-\\r \\u0085\\u1680\\u200B\\u2028\\u2029]'
/** Letters and marks of Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese. Names in them have a space or none. */
export const SOLID =
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
  wordsOf(fold(typed)).map((word) => word.replace(INNER, '') || word)

/** A text with more words is no name: a post, or the topic of a room. */
const MOST_WORDS = 24
/** What a join begins with, and what ends the text before the joins. Nobody types these two. */
const JOIN = '\u0001'
const END = '\u0002'

export const wordsOf = (text: string): string[] =>
  text.split(new RegExp(SPACE, 'u')).filter((word) => word !== '')

/** The words of a name as one word, from each of them on: "vanderberg" and "derberg" of van der Berg. */
export function joinsOf(plain: string): string[] {
  const words = wordsOf(plain)
  if (words.length > MOST_WORDS) return []
  return words.slice(0, -1).map((_, place) => words.slice(place).join(''))
}

/**
 * The text in which a search for a name looks up its words. It holds the name as it is written, its plain form, and the
 * joins of its words. `private.searched_name` of the database makes the same.
 */
export function searchedName(name: string): string {
  const folded = fold(name)
  const plain = plainOf(folded)
  const joins = joinsOf(plain).map((join) => JOIN + join)
  return `${folded}\n${plain}${END}${joins.join('')}`
}

/** Whether a name or title has each of these words anywhere in it. Where words are joined, only from a word on. */
export const hasWords = (name: string, words: readonly string[]): boolean => {
  const [written = '', joined = ''] = searchedName(name).split(END)
  return words.every((word) => written.includes(word) || joined.includes(JOIN + word))
}
