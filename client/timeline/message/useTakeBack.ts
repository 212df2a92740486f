import { use, type RefObject } from 'react'
import { useFilesCatalogue } from '../../i18n/files.ts'
import { useMessenger } from '../../messenger/context.ts'
import { NoteContext } from '../../requests/useAttempts.ts'
import type { MessageEntry } from './entry.ts'
import { useEditAgain } from './useEditAgain.ts'

type Unsent = Pick<MessageEntry, 'clientId' | 'state' | 'body' | 'files' | 'quoted'>

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
