import { useState } from 'react'
import { useFilesCatalogue } from '../i18n/files.ts'
import { useCatalogue } from '../i18n/language.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import type { PendingMessage } from '../realtime/store/pending-message.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/**
 * Messages that were refused, and whose place is on no screen any more: the person is not in the conversation, or the
 * message that began the thread is gone. One at a time is shown here, so that its text can be taken elsewhere. One that is
 * closed without a decision comes back with the next visit of the page.
 */
export default function StrayMessages() {
  const messenger = useMessenger()
  const unsent = useMessengerState((state) => state.unsentByConversation)
  const threads = useMessengerState((state) => state.threads)
  // Before that, a conversation may be missing because it is not loaded.
  const isLoaded = useMessengerState((state) => state.conversations.status === 'ready')
  const [closed, setClosed] = useState<readonly string[]>([])
  const stray = Object.values(unsent).find(
    (one) =>
      !closed.includes(one.client_id) &&
      (isRefused(one, 'not_found')
        ? isLoaded && messenger.conversations.get(one.conversation_id) === undefined
        : isRefused(one, 'invalid_request') && one.thread_root && !threads[one.thread_root]),
  )
  if (!stray) return null
  const close = () => setClosed((ids) => [...ids, stray.client_id])
  return <StrayMessage key={stray.client_id} message={stray} onClose={close} />
}

const isRefused = ({ state }: PendingMessage, code: 'not_found' | 'invalid_request') =>
  state.kind === 'failed' && state.code === code

interface StrayMessageProps {
  message: PendingMessage
  onClose: () => void
}

function StrayMessage({ message, onClose }: StrayMessageProps) {
  const { messages: labels } = useCatalogue()
  const { unsent, stray } = useFilesCatalogue()
  const messenger = useMessenger()
  const { busy, failure, run } = useAction()
  const { client_id: id, body, files } = message
  const discard = async () =>
    files ? (await messenger.outbox.files()).cancel(id) : messenger.outbox.discard(id)
  const copy = async () => {
    await navigator.clipboard.writeText(body)
    announce(labels.copied)
  }
  const isThread = message.thread_root !== null && isRefused(message, 'invalid_request')
  return (
    <Dialog
      title={stray.title}
      description={isThread ? stray.thread : unsent.failures.not_found}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        <p
          dir="auto"
          className="max-h-60 overflow-y-auto rounded-card bg-surface p-3 whitespace-pre-wrap select-text [overflow-wrap:anywhere]"
        >
          {[body, ...(files ?? []).map(({ name }) => name)].filter(Boolean).join('\n')}
        </p>
        <FailureNote failure={failure} />
        <div className="flex flex-wrap justify-end gap-2">
          {body !== '' && <Button onClick={() => void run(copy)}>{labels.copyText}</Button>}
          <Button look="danger" busy={busy} onClick={() => void run(discard)}>
            {unsent.discard}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
