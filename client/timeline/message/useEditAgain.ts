import { use } from 'react'
import { chosenFiles } from '../../composer/attach/chosen-files.ts'
import { EditingContext, usePeople, useMessagePlace } from '../../conversation/context.ts'
import { useMessenger } from '../../messenger/context.ts'
import type { FileDraft, PendingFile } from '../../uploads/pending-file.ts'
import type { MessageEntry } from './entry.ts'

/**
 * Puts a message that can never be sent back into the composer, with its files, before what is written there. Null where
 * nobody can write, while the composer changes another message, whose change would be lost, and for a voice message,
 * which cannot be changed.
 */
export function useEditAgain(entry: Pick<MessageEntry, 'body' | 'files' | 'quoted'>) {
  const { body, files = [], quoted } = entry
  const messenger = useMessenger()
  const { conversationId, threadRoot, setMode } = useMessagePlace()
  const { mayWrite } = usePeople()
  const pending = files.filter((file): file is PendingFile => 'key' in file)
  const isEditing = use(EditingContext)
  if (!mayWrite || isEditing || pending.some(({ voice }) => voice)) return null

  async function blobsOf(): Promise<FileDraft[]> {
    if (pending.length === 0) return []
    const { blobOf } = await messenger.outbox.files()
    const drafts = pending.map(async ({ key, kind, name, alt, width, height }) => {
      const blob = await blobOf(key)
      return blob ? [{ key, kind, name, alt, width, height, blob }] : []
    })
    return (await Promise.all(drafts)).flat()
  }

  return async (): Promise<void> => {
    const found = await blobsOf()
    const before = messenger.drafts.get(conversationId, threadRoot)
    const text = [body, before].filter(Boolean).join('\n')
    messenger.drafts.put(conversationId, text, threadRoot)
    if (found.length > 0) {
      chosenFiles(messenger, `${conversationId} ${threadRoot ?? ''}`).add(found)
    }
    // A quoted message that is gone cannot be answered.
    const isAnswer = quoted !== null && quoted.deleted_at === null
    setMode(isAnswer ? { kind: 'reply', message: quoted } : { kind: 'write' })
  }
}
