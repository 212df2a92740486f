import { useState, type FormEvent } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import type { RoomSettings } from '../../wire/rooms/room-settings.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { changeRoom, type NewRoom } from '../rooms/requests.ts'
import { isNamed, RoomFields } from '../rooms/RoomFields.tsx'
import { announce } from '../ui/announcer.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'

interface RoomEditProps {
  conversation: Conversation
  room: RoomSettings
  onClose: () => void
}

export function RoomEdit({ conversation, room, onClose }: RoomEditProps) {
  const labels = useRoomsCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const [draft, setDraft] = useState<NewRoom>({
    title: conversation.title ?? '',
    topic: room.topic,
    history: room.history,
  })

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!isNamed(draft)) return
    if (!(await run(() => changeRoom(messenger, conversation.id, draft)))) return
    announce(labels.saved)
    onClose()
  }

  return (
    <Dialog title={labels.edit} onClose={onClose}>
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <RoomFields draft={draft} onDraft={setDraft} tried />
        <FailureNote failure={failure} />
        <FormButtons cancel={labels.cancel} submit={labels.save} busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
