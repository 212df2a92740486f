import { useState } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { useSession } from '../context.ts'
import type { SignInResult } from '../supabase/sign-in-result.ts'
import { OneFieldForm } from './parts/OneFieldForm.tsx'
import { domainProblem } from './parts/validate.ts'

interface SsoFormProps {
  email: string
  onResult: (result: SignInResult) => void
  onBack: () => void
}

/** For people who sign in at the site of their organisation (SAML). */
export function SsoForm({ email, onResult, onBack }: SsoFormProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const [at, setAt] = useState(email)
  return (
    <OneFieldForm
      title={labels.ssoTitle}
      field={{
        label: labels.domain,
        help: labels.ssoHelp,
        name: 'domain',
        type: 'text',
        autoComplete: 'username',
      }}
      value={at}
      onChange={setAt}
      fieldProblem={domainProblem(at.trim())}
      submitLabel={labels.goOn}
      send={() => session.signInWithSso(at.trim())}
      onResult={onResult}
      onBack={onBack}
    />
  )
}
