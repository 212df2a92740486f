import { Check } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { isComposing } from '../browser/composing.ts'
import { Avatar } from '../ui/Avatar.tsx'
import type { Person } from '../../wire/people.ts'
import type { Catalogue } from '../i18n/en.ts'
import { SearchBox } from '../ui/SearchField.tsx'

/** One row to choose: a person or a conversation. */
export interface Choice {
  key: string
  name: string
  detail: string
  avatarUrl: string | null
  /** Replaces the picture, for a group. */
  avatar?: ReactNode
  /** Whether this row is chosen, in a list where several can be. */
  chosen?: boolean
  choose: () => void
}

interface FinderProps {
  label: string
  query: string
  onQuery: (query: string) => void
  groups: readonly { heading: string; choices: readonly Choice[] }[]
  /** What the search is doing, or why it found nothing. */
  note: ReactNode
  /** Called for Backspace in the empty box. */
  onBackspace?: () => void
}

/**
 * A text box and the rows it finds. Enter chooses the first row; the arrow keys move from the box through
 * the rows.
 */
export function Finder({ label, query, onQuery, groups, note, onBackspace }: FinderProps) {
  const box = useRef<HTMLDivElement>(null)
  const filled = groups.filter((group) => group.choices.length > 0)

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return
    const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, [data-choice]') ?? [])]
    const here = stops.findIndex((stop) => stop === document.activeElement)
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      stops.at(Math.max(0, Math.min(here + step, stops.length - 1)))?.focus()
    } else if (event.key === 'Enter' && here === 0) {
      event.preventDefault()
      filled[0]?.choices[0]?.choose()
    } else if (event.key === 'Backspace' && here === 0 && query === '') {
      onBackspace?.()
    }
  }

  return (
    <div ref={box} onKeyDown={onKeyDown} className="flex flex-col gap-3">
      <SearchBox
        label={label}
        value={query}
        autoFocus
        onChange={(event) => onQuery(event.target.value)}
      />
      {filled.map((group) => (
        <section key={group.heading} aria-label={group.heading}>
          <h3 className="px-2 pb-1 text-xs font-medium text-muted">{group.heading}</h3>
          <ul>
            {group.choices.map((choice) => (
              <li key={choice.key}>
                <button
                  type="button"
                  data-choice
                  aria-pressed={choice.chosen}
                  onClick={choice.choose}
                  className="ring-inside flex h-12 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-hover focus-visible:bg-hover"
                >
                  {choice.avatar ?? (
                    <Avatar
                      id={choice.key}
                      name={choice.name}
                      url={choice.avatarUrl}
                      size="small"
                    />
                  )}
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">
                      <bdi>{choice.name}</bdi>
                    </span>
                    <span className="block truncate text-xs text-muted">{choice.detail}</span>
                  </span>
                  {choice.chosen && <Check aria-hidden className="size-4 shrink-0 text-accent" />}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div aria-live="polite" className="min-h-5 px-2 text-sm text-muted [overflow-wrap:anywhere]">
        {note}
      </div>
    </div>
  )
}

export function personChoice(
  person: Person,
  labels: Catalogue['conversations'],
  choose: () => void,
): Choice {
  return {
    key: person.id,
    name: person.display_name,
    detail: labels.username(person.username),
    avatarUrl: person.avatar_url,
    choose,
  }
}
