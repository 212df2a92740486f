import { useState, type FormEvent } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { GroupFields } from '../groups/GroupFields.tsx'
import { readGroup, type GroupDraft } from '../groups/group-draft.ts'
import { useGroupsCatalogue } from '../i18n/groups.ts'
import { PictureField } from '../pictures/PictureField.tsx'
import { ConversationAvatar } from '../conversation/ConversationAvatar.tsx'
import { announce } from '../ui/announcer.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'

interface GroupEditProps {
  group: Conversation
  onClose: () => void
}

export function GroupEdit({ group, onClose }: GroupEditProps) {
  const labels = useGroupsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [draft, setDraft] = useState<GroupDraft>({ title: group.title ?? '' })

  async function save(event: FormEvent) {
    event.preventDefault()
    const next = readGroup(draft)
    if (!next) return
    if (!(await run(() => messenger.groups.change(group.id, next)))) return
    announce(labels.saved)
    onClose()
  }

  return (
    <Dialog title={labels.edit} onClose={onClose}>
      <div className="mb-4">
        {/* A picture is kept at once, without the button below. */}
        <PictureField
          hasPicture={group.avatar_url !== null}
          onPicture={(uploadId) => messenger.groups.changePicture(group.id, uploadId)}
        >
          <ConversationAvatar
            conversation={group}
            me={group.me.user_id}
            title={group.title ?? ''}
            size="large"
          />
        </PictureField>
      </div>
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <GroupFields draft={draft} onDraft={setDraft} tried />
        <FailureNote failure={failure} />
        <FormButtons cancel={labels.cancel} submit={labels.save} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
