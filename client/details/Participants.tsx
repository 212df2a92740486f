import { UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Conversation, Participant } from '../../wire/conversations.ts'
import { useMessengerState } from '../messenger/context.ts'
import { useCatalogue } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { AddPeople } from './AddPeople.tsx'
import { ParticipantRow } from './ParticipantRow.tsx'
import { mayChangeGroup } from './permissions.ts'

/** A group can have a thousand people: as many are drawn at first as one looks through. */
const FIRST = 50
const ranks = ['owner', 'admin', 'member']

/** The owner first, then admins, then by name. */
function inOrder(people: readonly Participant[]): Participant[] {
  return [...people].sort(
    (a, b) =>
      ranks.indexOf(a.role) - ranks.indexOf(b.role) || a.display_name.localeCompare(b.display_name),
  )
}

export function Participants({ group }: { group: Conversation }) {
  const { groups: labels } = useCatalogue()
  const me = useMessengerState((state) => state.me.id)
  const [all, setAll] = useState(false)
  const [adds, setAdds] = useState(false)
  const people = useMemo(() => inOrder(group.participants), [group.participants])
  const shown = all ? people : people.slice(0, FIRST)

  return (
    <section aria-label={labels.people} className="border-t border-line pt-4">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h3 className="font-bold">{labels.people}</h3>
        {mayChangeGroup(group.me.role) && (
          <Button onClick={() => setAdds(true)}>
            <UserPlus aria-hidden className="size-4" /> {labels.add}
          </Button>
        )}
      </div>
      <ul className="-mx-2">
        {shown.map((participant) => (
          <ParticipantRow
            key={participant.user_id}
            group={group}
            participant={participant}
            me={me}
          />
        ))}
      </ul>
      {shown.length < people.length && (
        <Button look="quiet" className="w-full" onClick={() => setAll(true)}>
          {labels.showAll(people.length)}
        </Button>
      )}
      {adds && <AddPeople group={group} onClose={() => setAdds(false)} />}
    </section>
  )
}
