import type { Conversation } from '../../../wire/conversations.ts'
import { NOT, rankOf } from '../../../wire/words/rank.ts'
import { namesOf } from './found.ts'

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
