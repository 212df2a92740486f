import { LogOut } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { paths } from '../navigation/routes.ts'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { navigate } from '../navigation/location.ts'
import { useGroupLabels } from './useGroupLabels.ts'

export function LeaveGroup({ group }: { group: Conversation }) {
  const labels = useGroupLabels(group)
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [confirms, setConfirms] = useState(false)
  const alone = group.participant_count === 1
  const more = alone ? labels.leaveLast : group.me.role === 'owner' ? labels.leaveOwner : null

  async function leave() {
    if (!(await run(() => messenger.groups.leave(group.id)))) return
    announce(labels.left)
    navigate(paths.home, { replace: true })
  }

  return (
    <div className="border-t border-line pt-4">
      <Button look="quiet-danger" className="w-full" onClick={() => setConfirms(true)}>
        <LogOut aria-hidden className="size-4 rtl:-scale-x-100" /> {labels.leave}
      </Button>
      {confirms && (
        <Confirm
          title={labels.leaveTitle}
          body={labels.leaveBody}
          yes={labels.leaveYes}
          busy={busy}
          onYes={() => void leave()}
          onClose={() => setConfirms(false)}
        >
          {more && <p className="rounded-control bg-surface p-3 text-sm">{more}</p>}
          <FailureNote failure={failure} />
        </Confirm>
      )}
    </div>
  )
}
