import { createContext, useCallback, useContext } from 'react'
import { codeOf } from '../conversations/failure.ts'
import { useText } from '../i18n/language.ts'

/** Says something about the conversation as a whole, where the reader looks. */
export const NoteContext = createContext<(note: string) => void>(() => undefined)

/** Tries something, and says in the conversation if it did not work. */
export function useAttempts(): (attempt: Promise<unknown>) => void {
  const { messages: text } = useText()
  const note = useContext(NoteContext)
  return useCallback(
    (attempt) => {
      attempt.catch((failure: unknown) => {
        const code = codeOf(failure)
        const known = { forbidden: text.forbidden, rate_limited: text.rateLimited }
        note(code === 'forbidden' || code === 'rate_limited' ? known[code] : text.failed)
      })
    },
    [note, text],
  )
}
