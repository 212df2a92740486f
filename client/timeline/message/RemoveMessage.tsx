import type { Message } from '../../../wire/messages.ts'
import { useMessenger } from '../../messenger/context.ts'
import { FailureNote } from '../../requests/FailureNote.tsx'
import { useAction } from '../../requests/useAction.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useMessageLine } from '../../markup/useMessageLine.ts'

/** Asks before it deletes, because a message is deleted for everybody and for good. */
export default function RemoveMessage({
  message,
  onClose,
}: {
  message: Message
  onClose: () => void
}) {
  const { messages: labels } = useCatalogue()
  const messenger = useMessenger()
  const lineOf = useMessageLine()
  const { busy, failure, run } = useAction()

  async function remove() {
    if (await run(() => messenger.messages.remove(message))) onClose()
  }

  return (
    <Dialog title={labels.removeTitle} description={labels.removeBody} onClose={onClose}>
      <blockquote
        dir="auto"
        className="mb-4 line-clamp-4 border-s-2 border-line ps-3 text-muted [overflow-wrap:anywhere]"
      >
        {lineOf(message)}
      </blockquote>
      <FailureNote failure={failure} className="mb-2" />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{labels.keep}</Button>
        <Button look="danger" busy={busy} onClick={() => void remove()}>
          {labels.remove}
        </Button>
      </div>
    </Dialog>
  )
}
