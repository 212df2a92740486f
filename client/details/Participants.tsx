import { Link2, UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { mayAddPeople } from '../../wire/permissions.ts'
import { useInvitationsCatalogue } from '../i18n/invitations.ts'
import { InviteDialog } from '../invitations/InviteDialog.tsx'
import { More } from '../requests/More.tsx'
import { Button } from '../ui/Button.tsx'
import { AddPeople } from './AddPeople.tsx'
import { ParticipantRow } from './ParticipantRow.tsx'
import { useParticipants } from '../conversation/useParticipants.ts'
import { useGroupLabels } from './useGroupLabels.ts'

export function Participants({ group }: { group: Conversation }) {
  const labels = useGroupLabels(group)
  const { inviteByLink } = useInvitationsCatalogue()
  const me = group.me.user_id
  const [dialog, setDialog] = useState<'add' | 'invite' | null>(null)
  const mayAdd = mayAddPeople({ kind: group.kind, role: group.me.role })
  const { people, more } = useParticipants(group)
  // What was open can do nothing any more, and does not come back by itself with the right.
  if (dialog && !mayAdd) setDialog(null)

  return (
    <section aria-label={labels.people} className="border-t border-line pt-4">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-bold">{labels.people}</h3>
        {mayAdd && (
          <Button onClick={() => setDialog('add')}>
            <UserPlus aria-hidden className="size-4" /> {labels.add}
          </Button>
        )}
      </div>
      {mayAdd && (
        <Button className="mb-2 w-full" onClick={() => setDialog('invite')}>
          <Link2 aria-hidden className="size-4" /> {inviteByLink}
        </Button>
      )}
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
      {dialog === 'add' && <AddPeople group={group} onClose={() => setDialog(null)} />}
      {dialog === 'invite' && (
        <InviteDialog
          group={{ id: group.id, title: group.title ?? '' }}
          onClose={() => setDialog(null)}
        />
      )}
    </section>
  )
}
