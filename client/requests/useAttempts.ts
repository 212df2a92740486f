import { createContext, useCallback, useContext } from 'react'
import { failureOf } from './failure.ts'
import { useCatalogue } from '../i18n/language.ts'
import { askedToWait } from './patience.ts'

/** Says something about what stands around it as a whole, where the reader looks. */
export const NoteContext = createContext<(note: string) => void>(() => undefined)

/** Tries something, and says there if it did not work. */
export function useAttempts(): (attempt: Promise<unknown>) => void {
  const { messages: labels, refusals } = useCatalogue()
  const note = useContext(NoteContext)
  return useCallback(
    (attempt) => {
      attempt.catch((failure: unknown) => {
        const wait = askedToWait(failure)
        const { code } = failureOf(failure)
        if (wait !== null) note(refusals.wait(Math.ceil(wait)))
        else if (code === 'network') note(refusals.offline)
        else note(code === 'forbidden' ? labels.forbidden : labels.failed)
      })
    },
    [note, labels, refusals],
  )
}
