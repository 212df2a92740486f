import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { useSession } from '../context.ts'
import type { SignInResult } from '../supabase/sign-in-result.ts'
import { OneFieldForm } from './parts/OneFieldForm.tsx'
import { emailProblem } from './parts/validate.ts'

interface ResetFormProps {
  email: string
  onEmail: (email: string) => void
  onResult: (result: SignInResult) => void
  onBack: () => void
}

export function ResetForm({ email, onEmail, onResult, onBack }: ResetFormProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  return (
    <OneFieldForm
      title={labels.resetTitle}
      field={{
        label: labels.email,
        help: labels.resetHelp,
        name: 'email',
        type: 'email',
        autoComplete: 'username',
      }}
      value={email}
      onChange={onEmail}
      fieldProblem={emailProblem(email.trim())}
      submitLabel={labels.sendReset}
      send={() => session.sendPasswordReset(email.trim())}
      onResult={onResult}
      onBack={onBack}
    />
  )
}
