import { useState } from 'react'
import type { Message } from '../../wire/messages.ts'
import { useMessenger } from '../conversations/context.ts'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { plainText } from './markdown/blocks.ts'

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
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')

  async function remove() {
    setState('busy')
    try {
      await messenger.remove(message)
      onClose()
    } catch {
      setState('failed')
    }
  }

  return (
    <Dialog title={text.removeTitle} description={text.removeText} onClose={onClose}>
      <blockquote className="mb-4 line-clamp-4 border-s-2 border-line ps-3 text-muted [overflow-wrap:anywhere]">
        {plainText(message.body)}
      </blockquote>
      {state === 'failed' && (
        <p role="alert" className="mb-2 text-sm text-danger">
          {text.failed}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{text.keep}</Button>
        <Button look="danger" busy={state === 'busy'} onClick={() => void remove()}>
          {text.remove}
        </Button>
      </div>
    </Dialog>
  )
}
