import { useEffect, useState, useSyncExternalStore } from 'react'
import { contentOf } from '../../wire/content.ts'
import { useFilesCatalogue } from '../i18n/files.ts'
import { useCatalogue } from '../i18n/language.ts'
import { useMessenger, useMessengerState } from '../messenger/context.ts'
import type { PendingMessage } from '../realtime/store/pending-message.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { RequestError } from '../requests/request-error.ts'
import { useAction } from '../requests/useAction.ts'
import { announce } from '../ui/announcer.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/**
 * Messages that were refused, and whose place is on no screen any more: the person is not in the conversation, or the
 * message that began the thread is gone. The server is asked, because a place may only be one that is not loaded. One
 * message at a time is shown here, so that its text can be taken elsewhere. It waits until nobody types. One that is
 * closed without a decision comes back with the next visit of the page.
 */
export default function StrayMessages() {
  const { outbox } = useMessenger()
  const [closed, setClosed] = useState<readonly string[]>([])
  const pending = useMessengerState(() => outbox.pending())
  const refused = pending.filter((one) => !closed.includes(one.client_id))
  const isConversationGone = useGoneConversations(
    refused.filter((one) => isRefused(one, 'not_found')),
  )
  const isThreadGone = useGoneThreads(refused.filter((one) => isRefused(one, 'invalid_request')))
  const stray = refused.find((one) => isConversationGone(one) || isThreadGone(one))
  const isTyping = useTyping()
  if (!stray || isTyping) return null
  const close = () => setClosed((ids) => [...ids, stray.client_id])
  return <StrayMessage key={stray.client_id} message={stray} onClose={close} />
}

const isRefused = ({ state }: PendingMessage, code: 'not_found' | 'invalid_request') =>
  state.kind === 'failed' && state.code === code

/** Returns whether the server says that this person is not in the conversation of one of these messages. */
function useGoneConversations(refused: readonly PendingMessage[]) {
  const { conversations } = useMessenger()
  const isOnline = useMessengerState(({ connection }) => connection.kind === 'online')
  const [gone, setGone] = useState<readonly string[]>([])
  // A text stays the same for as long as nothing changed.
  const missing = useMessengerState(() => {
    const ids = refused.map((one) => one.conversation_id)
    return [...new Set(ids)].filter((id) => !conversations.get(id)).join(' ')
  })
  useEffect(() => {
    if (!isOnline || missing === '') return
    for (const id of missing.split(' ')) {
      conversations.fetch(id).catch((error: unknown) => {
        if (error instanceof RequestError && error.code === 'not_found') {
          setGone((ids) => [...ids, id])
        }
      })
    }
  }, [conversations, isOnline, missing])
  const strays = missing.split(' ').filter((id) => gone.includes(id))
  return (one: PendingMessage) =>
    isRefused(one, 'not_found') && strays.includes(one.conversation_id)
}

/** Returns whether the message that began the thread of one of these messages is gone. */
function useGoneThreads(refused: readonly PendingMessage[]) {
  const { timeline } = useMessenger()
  const threads = useMessengerState((state) => state.threads)
  const quoted = useMessengerState((state) => state.quoted)
  // An open thread shows the message itself.
  const closed = refused.filter((one) => one.thread_root && !threads[one.thread_root])
  const roots = closed.map((one) => `${one.conversation_id} ${one.thread_root}`).join(',')
  useEffect(() => {
    if (roots === '') return
    const ends = [...new Set(roots.split(','))].map((root) => {
      const [conversationId, id] = root.split(' ') as [string, string]
      return timeline.showQuoted(conversationId, id)
    })
    return () => ends.forEach((end) => end())
  }, [timeline, roots])
  return (one: PendingMessage) => {
    const root = closed.includes(one) ? quoted[one.thread_root!] : undefined
    if (root?.kind !== 'there') return root?.kind === 'gone'
    return /deleted|expired/.test(contentOf(root.message).kind)
  }
}

const isTextBox = () => document.activeElement?.matches('input, textarea') ?? false

/** Whether a text box has the focus. A dialog would take the next letters of a person who types. */
function useTyping(): boolean {
  return useSyncExternalStore(followFocus, isTextBox)
}

function followFocus(changed: () => void): () => void {
  // Between two boxes nothing has the focus for a moment.
  const later = () => setTimeout(changed)
  document.addEventListener('focusin', changed)
  document.addEventListener('focusout', later)
  return () => {
    document.removeEventListener('focusin', changed)
    document.removeEventListener('focusout', later)
  }
}

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
  const discard = () => messenger.outbox.discard(id)
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
