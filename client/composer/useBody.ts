import { useEffect, useState } from 'react'
import { useMessenger } from '../messenger/context.ts'
import type { ComposerMode } from '../conversation/context.ts'
import { placeOf } from './useMode.ts'

/**
 * The body in the text box: the draft, or the message that is being edited. The draft waits and comes back
 * after an edit.
 */
export function useBody(
  conversationId: string,
  threadRoot: string | null,
  mode: ComposerMode,
  onMode: (mode: ComposerMode) => void,
) {
  const messenger = useMessenger()
  const [draft, setDraft] = useState(() => messenger.drafts.get(conversationId, threadRoot))

  useEffect(
    () => messenger.drafts.follow(conversationId, threadRoot, setDraft),
    [messenger, conversationId, threadRoot],
  )

  function write(next: string) {
    placeOf(messenger, conversationId, threadRoot).noteTyping()
    if (mode.kind === 'edit') return onMode({ ...mode, body: next })
    setDraft(next)
    messenger.drafts.save(conversationId, next, threadRoot)
    messenger.conversations.setTyping(conversationId, next.trim() !== '')
  }

  return { body: mode.kind === 'edit' ? (mode.body ?? mode.message.body) : draft, write }
}
