import { useLayoutEffect } from 'react'
import { useCatalogue } from '../i18n/language.ts'
import type { Person } from '../../wire/people.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'

interface MentionListProps {
  id: string
  people: readonly Person[]
  index: number
  onChoose: (person: Person) => void
  /** The list is drawn now, or no longer. */
  onDrawn: (isDrawn: boolean) => void
}

/** The people whom the typed name may mean. The text box of the composer handles the keys. */
export default function MentionList({ id, people, index, onChoose, onDrawn }: MentionListProps) {
  const { messages: labels, conversations } = useCatalogue()
  useLayoutEffect(() => {
    onDrawn(true)
    return () => onDrawn(false)
  }, [onDrawn])
  return (
    <div
      id={id}
      role="listbox"
      aria-label={labels.mentions}
      className="absolute inset-x-2 bottom-[calc(100%+4px)] z-popover max-w-80 animate-appear rounded-card border border-line bg-bg p-1 shadow-card sm:inset-x-6"
    >
      {people.map((person, place) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the text box handles the keys
        <div
          key={person.id}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === index}
          // The text box keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
          className={classes(
            'flex min-h-10 cursor-default items-center gap-2 rounded-control px-2 touch:min-h-11',
            place === index && 'bg-hover',
          )}
        >
          <Avatar id={person.id} name={person.display_name} url={person.avatar_url} size="small" />
          <bdi className="min-w-0 truncate font-medium">{person.display_name}</bdi>
          <span className="min-w-0 truncate text-sm text-muted">
            {conversations.username(person.username)}
          </span>
        </div>
      ))}
    </div>
  )
}
