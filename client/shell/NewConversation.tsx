import { ChevronRight, Compass, Users, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { NewGroup } from '../groups/NewGroup.tsx'
import { useCatalogue } from '../i18n/language.ts'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Finder, type Choice, personChoice } from '../finder/Finder.tsx'
import { TryingAgain } from '../requests/TryingAgain.tsx'
import { usePeopleSearch } from '../finder/usePeopleSearch.ts'
import { useStartConversation } from '../finder/useStartConversation.tsx'

const LIKELY_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

/** Finds a person and starts the conversation with them, or opens the form for a group or the Arena. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const { conversations: labels, refusals } = useCatalogue()
  const finding = usePeopleCatalogue()
  const groups = useGroupsCatalogue()
  const rooms = useRoomsCatalogue()
  const [group, setGroup] = useState(false)
  const [query, setQuery] = useState('')
  const { people, state, isOffline, waitUntil } = usePeopleSearch(query)
  const { start, problem } = useStartConversation(onClose)
  const wanted = query.trim()

  if (group) return <NewGroup onBack={() => setGroup(false)} onClose={onClose} />

  const choices: Choice[] = people.map((person) =>
    personChoice(person, labels, () => void start({ userId: person.id })),
  )
  // The server does not say whether an address has an account until a person writes to it.
  if (choices.length === 0 && state === 'done' && LIKELY_EMAIL.test(wanted)) {
    choices.push({
      key: wanted,
      name: finding.writeTo(wanted),
      detail: finding.writeToHelp,
      avatarUrl: null,
      choose: () => void start({ email: wanted }),
    })
  }

  const notes = {
    idle: finding.finderHelp,
    searching: labels.searching,
    rate_limited: <TryingAgain until={waitUntil} />,
    failed: isOffline ? refusals.offline : labels.searchFailed,
    done: choices.length === 0 ? labels.noPeople(wanted) : labels.found(choices.length),
  }

  return (
    <Dialog title={finding.finderTitle} onClose={onClose}>
      <Finder
        label={finding.finderLabel}
        query={query}
        onQuery={setQuery}
        groups={[{ heading: labels.results, choices }]}
        note={problem ?? notes[state]}
      />
      {wanted === '' && (
        <div className="mt-2 border-t border-line">
          <Way
            icon={Users}
            label={groups.make}
            help={groups.makeHelp}
            onClick={() => setGroup(true)}
          />
          <Way
            icon={Compass}
            label={rooms.arena}
            help={rooms.arenaHelp}
            onClick={() => {
              onClose()
              navigate(paths.arena)
            }}
          />
        </div>
      )}
    </Dialog>
  )
}

interface WayProps {
  icon: LucideIcon
  label: string
  help: string
  onClick: () => void
}

/** Another way to talk than with one person. */
function Way({ icon: Icon, label, help, onClick }: WayProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="ring-inside flex h-14 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-hover"
    >
      <span className="grid size-8 place-items-center rounded-full bg-accent text-on-accent">
        <Icon aria-hidden className="size-4" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        <span className="block truncate text-xs text-muted">{help}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 text-muted rtl:-scale-x-100" />
    </button>
  )
}
