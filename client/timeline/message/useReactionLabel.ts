import type { Reaction } from '../../../wire/messages.ts'
import { countOf, isOwn } from '../../../wire/reactions.ts'
import { usePeople } from '../../conversation/context.ts'
import { useCatalogue } from '../../i18n/language.ts'

/** Says who reacted. The relay names some of many people, and counts the others. */
export function useReactionLabel(): (reaction: Reaction) => string {
  const { messages: labels } = useCatalogue()
  const { me, nameOf } = usePeople()
  return (reaction) => {
    const { emoji, user_ids: listed } = reaction
    const who = isOwn(reaction, me) && !listed.includes(me) ? [me, ...listed] : listed
    return labels.reaction(emoji, countOf(reaction), who.map(nameOf))
  }
}
