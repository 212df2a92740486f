import { useId } from 'react'
import { useRoomsCatalogue } from '../i18n/rooms.ts'
import { useMessenger } from '../messenger/context.ts'
import { navigate } from '../navigation/location.ts'
import { paths } from '../navigation/routes.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { DarkNotice } from '../rooms/DarkNotice.tsx'
import { joinRoom } from '../rooms/requests.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

interface EnterDarkProps {
  id: string
  title: string
  onClose: () => void
}

/** The notice at the entry of a dark room. Only a person who agrees to it gets an alias. */
export function EnterDark({ id, title, onClose }: EnterDarkProps) {
  const labels = useRoomsCatalogue()
  const messenger = useMessenger()
  const notice = useId()
  const { busy, failure, run } = useAction()

  async function enter() {
    if (await run(() => joinRoom(messenger, id, { agreed: true }))) {
      navigate(paths.conversation(id))
    }
  }

  return (
    <Dialog title={labels.dark.enterTitle(title)} describedBy={notice} onClose={onClose}>
      <DarkNotice id={notice} />
      <FailureNote
        failure={failure}
        messages={{ forbidden: labels.cannotJoin, not_found: labels.gone }}
      />
      <div className="flex flex-wrap justify-end gap-2 pt-4">
        <Button onClick={onClose}>{labels.cancel}</Button>
        <Button look="primary" busy={busy} onClick={() => void enter()}>
          {labels.dark.agree}
        </Button>
      </div>
    </Dialog>
  )
}
