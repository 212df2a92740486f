import { useState } from 'react'
import { useMessenger } from '../messenger/context.ts'
import { useAction } from '../requests/useAction.ts'
import type { ComposerMode } from '../conversation/talk.ts'

interface SendingOptions {
  conversationId: string
  threadRoot: string | null
  mode: ComposerMode
  onMode: (mode: ComposerMode) => void
  words: string
  write: (words: string) => void
  isEmpty: () => boolean
}

/** Sends what was written, as a message, an answer or a change of one. */
export function useSending(options: SendingOptions) {
  const { conversationId, threadRoot, mode, onMode, words, write, isEmpty } = options
  const messenger = useMessenger()
  const [isLost, setIsLost] = useState(false)
  const { busy, failure, run, forget } = useAction()

  async function sendNew() {
    onMode({ kind: 'write' })
    write('')
    try {
      await messenger.outbox.send(conversationId, words, {
        ...(mode.kind === 'reply' && { replyTo: mode.message.id }),
        ...(threadRoot && { threadRoot }),
      })
    } catch {
      // It exists nowhere but here: give it back, unless something new was written meanwhile.
      setIsLost(true)
      if (isEmpty()) write(words)
    }
  }

  async function saveEdit() {
    if (mode.kind !== 'edit') return
    const isSame = words.trimEnd() === mode.message.body
    if (isSame || (await run(() => messenger.messages.edit(mode.message, words))))
      onMode({ kind: 'write' })
  }

  return {
    /** It could not even be kept in this browser. */
    isLost,
    /** Of a change. */
    failure: mode.kind === 'edit' ? failure : null,
    busy,
    async send() {
      setIsLost(false)
      forget()
      await (mode.kind === 'edit' ? saveEdit() : sendNew())
    },
  }
}
