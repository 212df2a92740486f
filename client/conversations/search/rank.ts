import type { Conversation } from '../../../wire/conversations.ts'
import { fold } from '../../../wire/words/fold.ts'
import { plainName } from '../../../wire/words/names.ts'
import { namesOf } from './found.ts'

/** How a name matches: it begins with the text, one of its words does, it contains the text, or it does not. */
const BEGINS = 0
const WORD_BEGINS = 1
const CONTAINS = 2
const NOT = 3

const ENDS_IN_WORD = /[\p{L}\p{N}]$/u

export const rankOf = (name: string, query: string): number =>
  Math.min(...[fold, plainName].map((form) => rankIn(form(name).trim(), form(query).trim())))

function rankIn(text: string, wanted: string): number {
  let best = NOT
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (at === 0) return BEGINS
    if (!ENDS_IN_WORD.test(text.slice(0, at))) return WORD_BEGINS
    best = CONTAINS
    if (wanted === '') break
  }
  return best
}

/**
 * The conversations with the best match first. A match in the title counts more than one in the names of people. Of equal
 * matches the most recent conversation comes first.
 */
export function bestFirst(
  items: readonly Conversation[],
  { me, query, titleOf }: { me: string; query: string; titleOf: (one: Conversation) => string },
): Conversation[] {
  const ranked = items.map((item) => {
    const inTitle = rankOf(titleOf(item), query)
    const inNames = () => Math.min(...namesOf(item, me).map((name) => rankOf(name, query)))
    return { item, rank: inTitle < NOT ? inTitle : NOT + inNames() }
  })
  return ranked
    .sort((a, b) => a.rank - b.rank || b.item.active_at.localeCompare(a.item.active_at))
    .map(({ item }) => item)
}
