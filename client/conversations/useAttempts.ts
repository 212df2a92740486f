import { createContext, useCallback, useContext } from 'react'
import { codeOf } from './failure.ts'
import { useText } from '../i18n/language.ts'
import { askedToWait } from '../realtime/patience.ts'

/** Says something about what stands around it as a whole, where the reader looks. */
export const NoteContext = createContext<(note: string) => void>(() => undefined)

/** Tries something, and says there if it did not work. */
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
