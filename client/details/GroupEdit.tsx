import { useState, type FormEvent } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { GroupFields } from '../groups/GroupFields.tsx'
import { readGroup, type GroupDraft } from '../groups/group-draft.ts'
import { useCatalogue } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

interface GroupEditProps {
  group: Conversation
  onClose: () => void
}

export function GroupEdit({ group, onClose }: GroupEditProps) {
  const { groups: labels } = useCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [draft, setDraft] = useState<GroupDraft>({
    title: group.title ?? '',
    picture: group.avatar_url ?? '',
  })

  async function save(event: FormEvent) {
    event.preventDefault()
    const next = readGroup(draft)
    if (!next) return
    const change = { title: next.title, avatar_url: next.avatarUrl }
    if (!(await run(() => messenger.groups.change(group.id, change)))) return
    announce(labels.saved)
    onClose()
  }

  return (
    <Dialog title={labels.edit} onClose={onClose}>
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <GroupFields draft={draft} onDraft={setDraft} tried />
        <FailureNote failure={failure} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{labels.cancel}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {labels.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
