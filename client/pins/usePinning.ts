import { use, useCallback } from 'react'
import { failureOf } from '../requests/failure.ts'
import { NoteContext, useAttempts } from '../requests/useAttempts.ts'

/** Awaits the request for a pin, and shows `tooMany` when there are as many pins as there may be. */
export function usePinning(tooMany: string): (pinning: Promise<unknown>) => void {
  const attempt = useAttempts()
  const note = use(NoteContext)
  return useCallback(
    (pinning) =>
      attempt(
        pinning.catch((failure: unknown) => {
          if (failureOf(failure).code !== 'too_many_pins') throw failure
          note(tooMany)
        }),
      ),
    [attempt, note, tooMany],
  )
}
