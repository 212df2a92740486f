import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { usePeopleCatalogue } from '../i18n/people.ts'
import { announce } from '../ui/announcer.ts'
import { Confirm } from '../ui/Confirm.tsx'

interface BlockConfirmProps {
  userId: string
  name: string
  /** Whether the person is blocked now. */
  blocked: boolean
  onClose: () => void
}

/** Blocks or unblocks a person after a confirmation. */
export function BlockConfirm({ userId, name, blocked, onClose }: BlockConfirmProps) {
  const labels = usePeopleCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()

  async function change() {
    if (!(await run(() => messenger.people.block(userId, !blocked)))) return
    announce(blocked ? labels.unblocked(name) : labels.blocked(name))
    onClose()
  }

  return (
    <Confirm
      title={blocked ? labels.unblockTitle(name) : labels.blockTitle(name)}
      body={blocked ? labels.unblockBody : labels.blockBody}
      yes={blocked ? labels.unblock : labels.block}
      danger={!blocked}
      busy={busy}
      onYes={() => void change()}
      onClose={onClose}
    >
      <FailureNote failure={failure} />
    </Confirm>
  )
}
