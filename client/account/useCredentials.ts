import { useState } from 'react'
import { RequestError } from '../requests/request-error.ts'
import { useSession } from '../session/context.ts'
import { createCredentials, type Credentials } from '../session/credentials.ts'
import type { PasswordRules, SignInProblem } from '../session/supabase/sign-in-result.ts'

interface Refused {
  kind: 'refused'
  reason: SignInProblem
  rules?: PasswordRules
}

/** Runs a request to the sign-in service, and keeps the reason of a refusal. Callers begin none while it is `busy`. */
export function useCredentials() {
  const session = useSession()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refused | null>(null)

  async function ask<T>(use: (credentials: Credentials) => Promise<T>): Promise<T | Refused> {
    setBusy(true)
    setRefusal(null)
    const answer = await session
      .withAuth((auth) => use(createCredentials(auth)))
      .catch((error: unknown): Refused => ({
        kind: 'refused',
        reason: error instanceof RequestError ? 'network' : 'other',
      }))
    setBusy(false)
    if (isRefused(answer)) setRefusal(answer)
    return answer
  }
  return { busy, refusal, ask }
}

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refused'
