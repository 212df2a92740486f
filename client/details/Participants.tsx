import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { mayAddPeople } from '../../wire/permissions.ts'
import { More } from '../requests/More.tsx'
import { Button } from '../ui/Button.tsx'
import { AddPeople } from './AddPeople.tsx'
import { ParticipantRow } from './ParticipantRow.tsx'
import { useParticipants } from '../conversation/useParticipants.ts'
import { useGroupLabels } from './useGroupLabels.ts'

export function Participants({ group }: { group: Conversation }) {
  const labels = useGroupLabels(group)
  const me = group.me.user_id
  const [adds, setAdds] = useState(false)
  const { people, more } = useParticipants(group)

  return (
    <section aria-label={labels.people} className="border-t border-line pt-4">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h3 className="font-bold">{labels.people}</h3>
        {mayAddPeople({ kind: group.kind, role: group.me.role }) && (
          <Button onClick={() => setAdds(true)}>
            <UserPlus aria-hidden className="size-4" /> {labels.add}
          </Button>
        )}
      </div>
      <ul className="-mx-2">
        {people.map((participant) => (
          <ParticipantRow
            key={participant.user_id}
            group={group}
            participant={participant}
            me={me}
          />
        ))}
      </ul>
      {more && <More label={labels.showMore(people.length, group.participant_count)} load={more} />}
      {adds && <AddPeople group={group} onClose={() => setAdds(false)} />}
    </section>
  )
}
