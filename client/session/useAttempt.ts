import { useCallback, useState } from 'react'
import type { SignInRefusal, SignInResult } from './model.ts'

/** One try at a time at something the sign-in service may refuse, and what it said. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null)

  const attempt = useCallback(
    async (action: () => Promise<SignInResult>): Promise<SignInResult> => {
      setBusy(true)
      setRefusal(null)
      const result = await action().catch((): SignInResult => ({
        kind: 'refused',
        reason: 'other',
      }))
      setBusy(false)
      if (result.kind === 'refused') setRefusal(result.reason)
      return result
    },
    [],
  )

  return { busy, refusal, attempt, forget: useCallback(() => setRefusal(null), []) }
}
