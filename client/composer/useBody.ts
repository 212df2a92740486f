import { useEffect, useState } from 'react'
import { useMessenger } from '../messenger/context.ts'
import type { ComposerMode } from '../conversation/context.ts'

/**
 * The body in the text box: the draft, or the message that is being edited. The draft waits and comes back
 * after an edit.
 */
export function useBody(conversationId: string, threadRoot: string | null, mode: ComposerMode) {
  const messenger = useMessenger()
  const [draft, setDraft] = useState(() => messenger.drafts.get(conversationId, threadRoot))
  const [edit, setEdit] = useState({ id: '', body: '' })
  const editing = mode.kind === 'edit' ? mode.message : null
  if ((editing?.id ?? '') !== edit.id) setEdit({ id: editing?.id ?? '', body: editing?.body ?? '' })

  useEffect(
    () => messenger.drafts.follow(conversationId, threadRoot, setDraft),
    [messenger, conversationId, threadRoot],
  )

  function write(next: string) {
    if (editing) return setEdit({ id: editing.id, body: next })
    setDraft(next)
    messenger.drafts.save(conversationId, next, threadRoot)
    messenger.conversations.setTyping(conversationId, next.trim() !== '')
  }

  /** Makes the body of an edit the draft, if there is none. */
  function keep(next: string) {
    if (draft !== '') return
    setDraft(next)
    messenger.drafts.save(conversationId, next, threadRoot)
  }

  return { keep, body: editing ? edit.body : draft, write }
}
