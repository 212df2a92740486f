import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Alert } from './Alert.tsx'
import { useSession, useSessionState } from '../context.ts'
import type { SignInProblem, SignInResult } from '../model.ts'

interface SignInNoticeProps {
  problem: SignInProblem | null
  email: string
  attempt: (action: () => Promise<SignInResult>) => Promise<SignInResult>
  onResult: (result: SignInResult) => void
}

/** Why the last try was refused, or why a person who was signed in sees this page. */
export function SignInNotice({ problem, email, attempt, onResult }: SignInNoticeProps) {
  const { session: labels } = useCatalogue()
  const session = useSession()
  const state = useSessionState()

  if (problem) {
    return (
      <Alert kind="error">
        {labels.refusals[problem]}
        {problem === 'email_not_confirmed' && (
          <Button
            look="link"
            className="ms-1 min-h-6 text-sm"
            onClick={async () =>
              onResult(await attempt(() => session.resend({ email, purpose: 'signup' })))
            }
          >
            {labels.resendConfirmation}
          </Button>
        )}
      </Alert>
    )
  }
  if (state.kind !== 'signed_out' || state.reason === 'never') return null
  return <Alert kind="note">{labels.reasons[state.reason]}</Alert>
}
