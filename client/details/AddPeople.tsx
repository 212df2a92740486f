import { useState } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import type { Person } from '../../wire/people.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { PeoplePicker } from '../groups/PeoplePicker.tsx'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

interface AddPeopleProps {
  group: Conversation
  onClose: () => void
}

export function AddPeople({ group, onClose }: AddPeopleProps) {
  const labels = useGroupsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [people, setPeople] = useState<readonly Person[]>([])
  const within = new Set(group.participants.map(({ user_id }) => user_id))

  async function add() {
    const ids = people.map(({ id }) => id)
    if (!(await run(() => messenger.groups.addPeople(group.id, ids)))) return
    announce(labels.added(ids.length))
    onClose()
  }

  return (
    <Dialog title={labels.addTitle} onClose={onClose}>
      <PeoplePicker chosen={people} onChosen={setPeople} without={within} />
      <FailureNote failure={failure} messages={{ invalid_request: labels.cannotAdd }} />
      <div className="-mb-4 flex flex-wrap justify-end gap-2 bg-bg py-4 tall:sticky tall:-bottom-4">
        <Button onClick={onClose}>{labels.cancel}</Button>
        <Button
          look="primary"
          busy={busy}
          disabled={people.length === 0}
          onClick={() => void add()}
        >
          {people.length === 0 ? labels.add : labels.addChosen(people.length)}
        </Button>
      </div>
    </Dialog>
  )
}
