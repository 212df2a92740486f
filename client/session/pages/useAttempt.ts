import { useCallback, useState } from 'react'
import type { SignInProblem, SignInResult } from '../sign-in-result.ts'

/** Runs one request to the sign-in service at a time, and keeps the reason of a refusal. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<SignInProblem | null>(null)

  const attempt = useCallback(
    async (action: () => Promise<SignInResult>): Promise<SignInResult> => {
      setBusy(true)
      setProblem(null)
      const result = await action().catch((): SignInResult => ({
        kind: 'refused',
        reason: 'other',
      }))
      setBusy(false)
      if (result.kind === 'refused') setProblem(result.reason)
      return result
    },
    [],
  )

  return { busy, problem, attempt, forget: useCallback(() => setProblem(null), []) }
}
