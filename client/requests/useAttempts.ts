import { createContext, useCallback, useContext } from 'react'
import { failureOf } from './failure.ts'
import { useCatalogue } from '../i18n/language.ts'
import { askedToWait } from './patience.ts'

/** Shows a message in the nearest Notes component around. */
export const NoteContext = createContext<(note: string) => void>(() => undefined)

/** Awaits a promise, and shows a message if it fails. */
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
