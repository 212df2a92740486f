import type { Message } from '../../../wire/messages.ts'
import { useMessenger } from '../../messenger/context.ts'
import { Refused } from '../../requests/Refused.tsx'
import { useAction } from '../../requests/useAction.ts'
import { useText } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { plainText } from '../../markup/blocks.ts'

/** Deleting is for everybody and for good, so it is asked for twice. */
export default function RemoveMessage({
  message,
  onClose,
}: {
  message: Message
  onClose: () => void
}) {
  const { messages: text } = useText()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()

  async function remove() {
    if (await run(() => messenger.messages.remove(message))) onClose()
  }

  return (
    <Dialog title={text.removeTitle} description={text.removeText} onClose={onClose}>
      <blockquote className="mb-4 line-clamp-4 border-s-2 border-line ps-3 text-muted [overflow-wrap:anywhere]">
        {plainText(message.body)}
      </blockquote>
      <Refused failure={failure} className="mb-2" />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{text.keep}</Button>
        <Button look="danger" busy={busy} onClick={() => void remove()}>
          {text.remove}
        </Button>
      </div>
    </Dialog>
  )
}
