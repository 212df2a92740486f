import { createContext, useCallback, useContext } from 'react'
import { codeOf } from '../conversations/failure.ts'
import { useText } from '../i18n/language.ts'
import { askedToWait } from '../realtime/patience.ts'

/** Says something about the conversation as a whole, where the reader looks. */
export const NoteContext = createContext<(note: string) => void>(() => undefined)

/** Tries something, and says in the conversation if it did not work. */
export function useAttempts(): (attempt: Promise<unknown>) => void {
  const { messages: text, refusals } = useText()
  const note = useContext(NoteContext)
  return useCallback(
    (attempt) => {
      attempt.catch((failure: unknown) => {
        const wait = askedToWait(failure)
        if (wait !== null) note(refusals.wait(Math.ceil(wait)))
        else note(codeOf(failure) === 'forbidden' ? text.forbidden : text.failed)
      })
    },
    [note, text, refusals],
  )
}
