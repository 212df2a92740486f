import type { Message } from '../../../wire/messages.ts'
import { countOf, isOwn } from '../../../wire/reactions.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { usePeople } from '../../conversation/context.ts'
import { useReact } from './useReact.ts'

/** The reactions to a message. A click adds or removes the user's own. */
export function Reactions({ message }: { message: Message }) {
  const { messages: labels } = useCatalogue()
  const { me, mayWrite, nameOf } = usePeople()
  const react = useReact(message)
  return (
    <ul aria-label={labels.reactions} className="mt-1 flex flex-wrap gap-1">
      {message.reactions.map((reaction) => {
        const { emoji, user_ids: listed } = reaction
        const count = countOf(reaction)
        const mine = isOwn(reaction, me)
        const who = mine && !listed.includes(me) ? [me, ...listed] : listed
        const label = labels.reaction(emoji, count, who.map(nameOf))
        return (
          <li key={emoji}>
            <button
              type="button"
              tabIndex={-1}
              aria-pressed={mine}
              aria-label={label}
              title={label}
              // Where the user may not write, they can only take a reaction back.
              disabled={!mayWrite && !mine}
              onClick={() => react(emoji)}
              className={classes(
                'inline-flex h-7 items-center gap-1 rounded-full border px-2 text-sm tabular-nums touch:h-9 touch:px-3',
                mine
                  ? 'border-accent bg-own font-medium text-on-own'
                  : 'border-line bg-surface hover:bg-hover',
              )}
            >
              <span aria-hidden>{emoji}</span>
              <span aria-hidden>{count}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
