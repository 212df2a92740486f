import { useMessenger } from '../messenger/context.ts'
import { Refused } from '../requests/Refused.tsx'
import { useAction } from '../requests/useAction.ts'
import { useText } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'
import { Confirm } from '../ui/Confirm.tsx'

interface BlockConfirmProps {
  userId: string
  name: string
  /** What it is now. */
  blocked: boolean
  onClose: () => void
}

/** Blocks a person, or takes it back, after asking. */
export function BlockConfirm({ userId, name, blocked, onClose }: BlockConfirmProps) {
  const { people: text } = useText()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()

  async function change() {
    if (!(await run(() => messenger.people.block(userId, !blocked)))) return
    announce(blocked ? text.unblocked(name) : text.blocked(name))
    onClose()
  }

  return (
    <Confirm
      title={blocked ? text.unblockTitle(name) : text.blockTitle(name)}
      text={blocked ? text.unblockText : text.blockText}
      yes={blocked ? text.unblock : text.block}
      danger={!blocked}
      busy={busy}
      onYes={() => void change()}
      onClose={onClose}
    >
      <Refused failure={failure} />
    </Confirm>
  )
}
