import { useState, type SetStateAction } from 'react'
import type { MentionedPerson } from '../../wire/requests/messages.ts'
import { ownAlias } from '../conversation/own-alias.ts'
import { useMessenger } from '../messenger/context.ts'
import { useAction } from '../requests/useAction.ts'
import type { FileDraft } from '../uploads/pending-file.ts'
import type { ComposerMode } from '../conversation/context.ts'
import { forgetUnnamed, placeOf } from './useMode.ts'

interface SendingOptions {
  conversationId: string
  threadRoot: string | null
  mode: ComposerMode
  onMode: (mode: SetStateAction<ComposerMode>) => void
  body: string
  namedIn: (body: string) => MentionedPerson[]
  write: (body: string) => void
  files: readonly FileDraft[]
  onFiles: (files: readonly FileDraft[]) => void
  /** The address of which the message shows no preview. Empty: none. */
  unwanted: string
}

/** Sends the body: as a new message, as a reply, or as an edit. */
export function useSending(options: SendingOptions) {
  const { conversationId, threadRoot, mode, onMode, body, write, files, onFiles, namedIn } = options
  const messenger = useMessenger()
  const [isLost, setIsLost] = useState(false)
  const { busy, failure, run, forget } = useAction()

  async function sendNew() {
    onMode({ kind: 'write' })
    write('')
    onFiles([])
    const mentions = namedIn(body)
    forgetUnnamed(messenger, conversationId, threadRoot)
    try {
      await messenger.outbox.send(conversationId, body, {
        ...(mode.kind === 'reply' && { replyTo: mode.message.id }),
        ...(threadRoot && { threadRoot }),
        ...(mentions.length > 0 && { mentions }),
        ...(files.length > 0 && { files }),
        ...(options.unwanted && { preview: false }),
        ...ownAlias(messenger.conversations.get(conversationId)?.me),
      })
    } catch {
      // The message is stored nowhere else. It returns to the box, before what was typed since. The box may be gone.
      setIsLost(true)
      const { note } = placeOf(messenger, conversationId, threadRoot)
      const texts = [body, messenger.drafts.get(conversationId, threadRoot)]
      messenger.drafts.put(conversationId, texts.filter(Boolean).join('\n'), threadRoot)
      for (const { name, user_id } of mentions) note(name, user_id)
      if (!files.length) return
      const { chosenFiles } = await import('./attach/chosen-files.ts')
      chosenFiles(messenger, `${conversationId} ${threadRoot ?? ''}`).add(files)
    }
  }

  async function saveEdit() {
    if (mode.kind !== 'edit') return
    const saved = body.trimEnd()
    const mentions = namedIn(body)
    const edit = () =>
      messenger.messages.edit(mode.message, body, ...(mentions.length > 0 ? [mentions] : []))
    if (saved !== mode.message.body && !(await run(edit))) return
    onMode((now) => {
      if (now === mode) return { kind: 'write' }
      // Meanwhile another edit may have been begun, or more typed. What is saved is what a further edit changes.
      const isAnother = now.kind !== 'edit' || now.message.id !== mode.message.id
      return isAnother ? now : { ...now, message: { ...now.message, body: saved } }
    })
    forgetUnnamed(messenger, conversationId, threadRoot)
  }

  return {
    /** This browser could not store the message. */
    isLost,
    /** Why an edit was refused. */
    failure: mode.kind === 'edit' ? failure : null,
    busy,
    async send() {
      setIsLost(false)
      forget()
      await (mode.kind === 'edit' ? saveEdit() : sendNew())
    },
  }
}
