import type { Message } from '../../../wire/messages.ts'
import { countOf, isOwn } from '../../../wire/reactions.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import { usePeople } from '../../conversation/context.ts'
import { useReact } from './useReact.ts'
import { useReactionLabel } from './useReactionLabel.ts'

/** The reactions to a message. A click adds or removes the user's own. */
export function Reactions({ message }: { message: Message }) {
  const { messages: labels } = useCatalogue()
  const { me, mayWrite } = usePeople()
  const labelOf = useReactionLabel()
  const react = useReact(message)
  return (
    <ul aria-label={labels.reactions} className="mt-1 flex flex-wrap gap-1 touch:gap-2">
      {message.reactions.map((reaction) => {
        const { emoji } = reaction
        const mine = isOwn(reaction, me)
        const label = labelOf(reaction)
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
                'relative inline-flex h-7 items-center gap-1 rounded-full border px-2 text-sm tabular-nums touch:h-9 touch:px-3 touch-room',
                mine
                  ? 'border-accent bg-own font-medium text-on-own'
                  : 'border-line bg-surface hover:bg-hover',
              )}
            >
              <span aria-hidden>{emoji}</span>
              <span aria-hidden>{countOf(reaction)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
