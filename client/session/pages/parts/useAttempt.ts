import { useCallback, useState } from 'react'
import type { PasswordRules, SignInProblem, SignInResult } from '../../supabase/sign-in-result.ts'

/** Runs a request to the sign-in service, and keeps the reason of a refusal. Callers begin none while it is `busy`. */
export function useAttempt() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<SignInProblem | null>(null)
  /** What the project wants of a password, after it refused a weak one. */
  const [rules, setRules] = useState<PasswordRules | null>(null)

  const attempt = useCallback(
    async (action: () => Promise<SignInResult>): Promise<SignInResult> => {
      setBusy(true)
      setProblem(null)
      const result = await action().catch((): SignInResult => ({
        kind: 'refused',
        reason: 'other',
      }))
      setBusy(false)
      if (result.kind === 'refused') {
        setProblem(result.reason)
        setRules(result.rules ?? null)
      }
      return result
    },
    [],
  )

  return { busy, problem, rules, attempt, forget: useCallback(() => setProblem(null), []) }
}
