import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { Alert } from './parts/Alert.tsx'
import { refusalLabel } from './refusal-label.ts'
import { useSession, useSessionState } from '../context.ts'
import type { PasswordRules, SignInProblem, SignInResult } from '../supabase/sign-in-result.ts'

interface SignInNoticeProps {
  problem: SignInProblem | null
  rules: PasswordRules | null
  email: string
  attempt: (action: () => Promise<SignInResult>) => Promise<SignInResult>
  onResult: (result: SignInResult) => void
}

/** Why the last try was refused, or why a person who was signed in sees this page. */
export function SignInNotice({ problem, rules, email, attempt, onResult }: SignInNoticeProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const state = useSessionState()

  if (problem) {
    return (
      <Alert kind="error">
        {refusalLabel(labels, problem, rules)}
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
  if (state.reason === 'link_expired' || state.reason === 'link_refused') {
    const fault = session.linkProblem() ?? 'link_expired'
    const kind = fault === 'half_confirmed' ? 'note' : 'error'
    return <Alert kind={kind}>{labels.refusals[fault]}</Alert>
  }
  return <Alert kind="note">{labels.reasons[state.reason]}</Alert>
}
