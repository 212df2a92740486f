import { X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import type { Person } from '../../wire/people.ts'
import { Finder, type Choice } from '../finder/Finder.tsx'
import { personChoice } from '../finder/Finder.tsx'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import { usePeopleSearch } from '../finder/usePeopleSearch.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { useMessengerState } from '../messenger/context.ts'
import { counterpartOf } from '../conversation/names.ts'

const MOST = 6

interface PeoplePickerProps {
  chosen: readonly Person[]
  onChosen: (people: readonly Person[]) => void
  /** The people who are in the group already. */
  without?: ReadonlySet<string>
}

/** Chooses several people. The chosen ones stand as chips above the box that finds more. */
export function PeoplePicker({ chosen, onChosen, without }: PeoplePickerProps) {
  const { groups: labels, conversations, refusals } = useCatalogue()
  const [query, setQuery] = useState('')
  const area = useId()
  const { people, state, isOffline, waitUntil } = usePeopleSearch(query)
  const familiar = useFamiliarPeople()
  const offered = (state === 'idle' ? familiar : people).filter(({ id }) => !without?.has(id))
  const isChosen = (id: string) => chosen.some((person) => person.id === id)
  const toBox = () => document.getElementById(area)?.querySelector('input')?.focus()

  function toggle(person: Person) {
    const rest = chosen.filter(({ id }) => id !== person.id)
    onChosen(rest.length < chosen.length ? rest : [...chosen, person])
    setQuery('')
    toBox()
  }

  const choices = offered.map((person): Choice => ({
    ...personChoice(person, conversations, () => toggle(person)),
    chosen: isChosen(person.id),
  }))
  const notes = {
    idle: choices.length === 0 ? labels.pickHelp : '',
    searching: conversations.searching,
    rate_limited: <TryingAgain until={waitUntil} />,
    failed: isOffline ? refusals.offline : conversations.searchFailed,
    done:
      choices.length === 0
        ? conversations.noPeople(query.trim())
        : conversations.found(choices.length),
  }

  return (
    <div id={area} className="flex flex-col gap-3">
      {chosen.length > 0 && (
        <ul
          aria-label={labels.chosen}
          className="flex max-h-28 flex-wrap gap-2 overflow-y-auto p-0.5"
        >
          {chosen.map((person) => (
            <li key={person.id} className="min-w-0">
              <button
                type="button"
                aria-label={labels.unchoose(person.display_name)}
                onClick={() => toggle(person)}
                className="flex h-8 max-w-full items-center gap-2 rounded-full bg-hover ps-1.5 pe-2 text-sm touch:h-11"
              >
                <Avatar
                  id={person.id}
                  name={person.display_name}
                  url={person.avatar_url}
                  size="tiny"
                />
                <span className="truncate">{person.display_name}</span>
                <X aria-hidden className="size-3.5 shrink-0 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Finder
        label={conversations.finderLabel}
        query={query}
        onQuery={setQuery}
        groups={[{ heading: state === 'idle' ? labels.suggested : conversations.results, choices }]}
        note={notes[state]}
        onBackspace={() => onChosen(chosen.slice(0, -1))}
      />
    </div>
  )
}

/** The counterparts of recent conversations. They are the likeliest choice before a letter is typed. */
function useFamiliarPeople(): readonly Person[] {
  const items = useMessengerState((state) => state.conversations.items)
  const me = useMessengerState((state) => state.me.id)
  return useMemo(
    () =>
      items
        .filter((item) => !item.me.blocked)
        .flatMap((item) => counterpartOf(item, me) ?? [])
        .slice(0, MOST)
        .map(({ user_id: id, username, display_name, avatar_url }) => ({
          id,
          username,
          display_name,
          avatar_url,
        })),
    [items, me],
  )
}
