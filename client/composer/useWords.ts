import { useState } from 'react'
import { useMessenger } from '../messenger/context.ts'
import type { ComposerMode } from '../conversation/talk.ts'

/**
 * The words in the text box: the draft, or while a message is edited, that message. The draft waits meanwhile and
 * comes back.
 */
export function useWords(conversationId: string, threadRoot: string | null, mode: ComposerMode) {
  const messenger = useMessenger()
  const [draft, setDraft] = useState(() => messenger.drafts.get(conversationId, threadRoot))
  const [edit, setEdit] = useState({ id: '', text: '' })
  const editing = mode.kind === 'edit' ? mode.message : null
  if ((editing?.id ?? '') !== edit.id) setEdit({ id: editing?.id ?? '', text: editing?.body ?? '' })

  function write(next: string) {
    if (editing) return setEdit({ id: editing.id, text: next })
    setDraft(next)
    messenger.drafts.save(conversationId, next, threadRoot)
    messenger.conversations.setTyping(conversationId, next.trim() !== '')
  }

  return { words: editing ? edit.text : draft, write }
}
