import { X } from 'lucide-react'
import { useCallback, useId, useState } from 'react'
import type { Person } from '../../wire/people.ts'
import { Finder, type Choice, personChoice } from '../finder/Finder.tsx'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import { usePeopleSearch } from '../finder/usePeopleSearch.ts'
import { useCatalogue } from '../i18n/language.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { useMessenger } from '../messenger/context.ts'
import { useAnswer } from '../requests/useAnswer.ts'

const nobody: readonly Person[] = []

interface PeoplePickerProps {
  chosen: readonly Person[]
  onChosen: (people: readonly Person[]) => void
  /** The people who are in the group already. */
  without?: ReadonlySet<string>
}

/** Chooses several people. The chosen ones stand as chips above the box that finds more. */
export function PeoplePicker({ chosen, onChosen, without }: PeoplePickerProps) {
  const { conversations, refusals } = useCatalogue()
  const { finderLabel } = usePeopleCatalogue()
  const labels = useGroupsCatalogue()
  const [query, setQuery] = useState('')
  const area = useId()
  const { people, state, isOffline, waitUntil } = usePeopleSearch(query)
  const suggested = useSuggestedPeople()
  const offered = (state === 'idle' ? suggested : people).filter(({ id }) => !without?.has(id))
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
                <bdi className="truncate">{person.display_name}</bdi>
                <X aria-hidden className="size-3.5 shrink-0 text-muted" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Finder
        label={finderLabel}
        query={query}
        onQuery={setQuery}
        groups={[{ heading: state === 'idle' ? labels.suggested : conversations.results, choices }]}
        note={notes[state]}
        onBackspace={() => onChosen(chosen.slice(0, -1))}
      />
    </div>
  )
}

/** The relay leaves out those whom nobody may add: this page cannot know who is banned. */
function useSuggestedPeople(): readonly Person[] {
  const messenger = useMessenger()
  const ask = useCallback(() => messenger.people.suggested(), [messenger])
  return useAnswer('', { ask, pauseMs: 0 }).answer ?? nobody
}
