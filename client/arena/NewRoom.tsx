import { useState, type FormEvent } from 'react'
import { capabilitiesOf } from '../../wire/conversation-kinds.ts'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { Countdown } from '../requests/Countdown.tsx'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { DarkNotice } from '../rooms/DarkNotice.tsx'
import { createRoom, type NewRoom as Draft } from '../rooms/requests.ts'
import { isNamed, RoomFields } from '../rooms/RoomFields.tsx'
import { Choices } from '../ui/choices/Choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'

const kinds = ['HANGOUT', 'DARK_ROOM'] as const

export function NewRoom({ onClose }: { onClose: () => void }) {
  const labels = useRoomsCatalogue()
  const messenger = useMessenger()
  const [draft, setDraft] = useState<Draft>({ title: '', topic: '', history: 'all' })
  // The page gives up after some seconds, when the room may exist already. The next try must not make a second one.
  const [clientId] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<(typeof kinds)[number]>(kinds[0])
  const isDark = capabilitiesOf(kind).identity === 'alias'
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAction()

  async function create(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!isNamed(draft)) return
    await run(async () => {
      const { id } = await createRoom(messenger, clientId, { ...draft, kind, agreed: isDark })
      navigate(paths.conversation(id))
      onClose()
    })
  }

  return (
    <Dialog title={labels.make} onClose={onClose}>
      <form noValidate onSubmit={create} className="flex flex-col gap-4">
        <RoomFields draft={draft} onDraft={setDraft} tried={tried} hasHistory={!isDark} />
        <Choices
          label={labels.dark.kind}
          choices={kinds.map((value) => ({ value, label: labels.dark.kinds[value] }))}
          value={kind}
          onChange={setKind}
        />
        {isDark && <DarkNotice />}
        {failure?.code === 'rate_limited' && failure.waitUntil !== null ? (
          <p role="alert" className="text-sm text-danger">
            <Countdown until={failure.waitUntil} label={labels.tooMany} over={labels.mayMake} />
          </p>
        ) : (
          <FailureNote failure={failure} />
        )}
        <FormButtons
          cancel={labels.cancel}
          submit={isDark ? labels.dark.agreeCreate : labels.create}
          busy={busy}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
