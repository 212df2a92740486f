import { use, type RefObject } from 'react'
import { chosenFiles } from '../../composer/attach/chosen-files.ts'
import { placeOf } from '../../composer/useMode.ts'
import { EditingContext, usePeople, useMessagePlace } from '../../conversation/context.ts'
import { useFilesCatalogue } from '../../i18n/files.ts'
import { useMessenger } from '../../messenger/context.ts'
import { NoteContext } from '../../requests/useAttempts.ts'
import type { FileDraft, PendingFile } from '../../uploads/pending-file.ts'
import type { MessageEntry } from './entry.ts'

type Unsent = Pick<MessageEntry, 'clientId' | 'state' | 'body' | 'mentions' | 'files' | 'quoted'>

/** Deletes a message that is not confirmed, or puts it back into the composer beside `place`. */
export function useTakeBack(message: Unsent, place: RefObject<HTMLElement | null>) {
  const { clientId, state } = message
  const { unsent: labels } = useFilesCatalogue()
  const { outbox } = useMessenger()
  const note = use(NoteContext)
  const editAgain = useEditAgain(message)

  async function discard() {
    if (state === 'in_review') {
      if (!(await outbox.takeBack(clientId))) note(labels.decidedBefore)
      return
    }
    const pending = outbox.pending().find(({ client_id }) => client_id === clientId)
    await outbox.discard(clientId)
    if (pending?.tried || pending?.state.kind === 'sending') note(labels.mayHaveArrived)
  }

  async function edit() {
    const box = place.current?.closest('section')?.querySelector<HTMLElement>('form textarea')
    await editAgain?.()
    await discard()
    box?.focus()
  }

  return { discard, edit: editAgain && edit }
}

/**
 * Puts a message that can never be sent back into the composer, with its files and chosen names, before what is written
 * there. Null where nobody can write, while the composer changes another message, whose change would be lost, and for a
 * voice message, which cannot be changed.
 */
function useEditAgain(entry: Pick<MessageEntry, 'body' | 'mentions' | 'files' | 'quoted'>) {
  const { body, mentions = [], files = [], quoted } = entry
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
    const { note } = placeOf(messenger, conversationId, threadRoot)
    for (const { name, user_id } of mentions) note(name, user_id)
    if (found.length > 0) {
      chosenFiles(messenger, `${conversationId} ${threadRoot ?? ''}`).add(found)
    }
    // A quoted message that is gone cannot be answered.
    const isAnswer = quoted !== null && quoted.deleted_at === null
    setMode(isAnswer ? { kind: 'reply', message: quoted } : { kind: 'write' })
  }
}
