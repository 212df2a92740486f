// No schema library here, for the same reason as in ../error-codes.ts.
import { fold } from './fold.ts'
import { joinsOf, plainName, SOLID, wordsOf } from './names.ts'

/** What was typed as one word, however it was written. */
export const joinedName = (typed: string): string => wordsOf(plainName(typed)).join('')

/** How a name matches: it begins with the text, one of its words does, it contains the text, or it does not. */
const BEGINS = 0
const WORD_BEGINS = 1
const CONTAINS = 2
export const NOT = 3

const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u
/** Each letter of these scripts may begin a word. */
const BEGINS_SOLID = new RegExp(`^${SOLID}`, 'u')

export function rankOf(name: string, typed: string): number {
  const join = joinsOf(plainName(name)).findIndex((one) => one.startsWith(joinedName(typed)))
  return Math.min(
    ...[fold, plainName].map((form) => rankIn(form(name).trim(), form(typed).trim())),
    join < 0 ? NOT : join === 0 ? BEGINS : WORD_BEGINS,
  )
}

function rankIn(text: string, wanted: string): number {
  let best = NOT
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (at === 0) return BEGINS
    if (!ENDS_IN_WORD.test(text.slice(0, at)) || BEGINS_SOLID.test(wanted)) return WORD_BEGINS
    best = CONTAINS
    if (wanted === '') break
  }
  return best
}
