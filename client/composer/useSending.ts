import { useState } from 'react'
import { useMessenger } from '../conversations/context.ts'
import type { ComposerMode } from '../timeline/talk.ts'

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
  const [failed, setFailed] = useState<'kept' | 'edit' | null>(null)
  const [busy, setBusy] = useState(false)

  async function sendNew() {
    onMode({ kind: 'write' })
    write('')
    try {
      await messenger.send(conversationId, words, {
        ...(mode.kind === 'reply' && { replyTo: mode.message.id }),
        ...(threadRoot && { threadRoot }),
      })
    } catch {
      // It exists nowhere but here: give it back, unless something new was written meanwhile.
      setFailed('kept')
      if (isEmpty()) write(words)
    }
  }

  async function saveEdit() {
    if (mode.kind !== 'edit' || busy) return
    if (words.trimEnd() === mode.message.body) return onMode({ kind: 'write' })
    setBusy(true)
    try {
      await messenger.edit(mode.message, words)
      onMode({ kind: 'write' })
    } catch {
      setFailed('edit')
    } finally {
      setBusy(false)
    }
  }

  return {
    failed,
    busy,
    async send() {
      setFailed(null)
      await (mode.kind === 'edit' ? saveEdit() : sendNew())
    },
  }
}
