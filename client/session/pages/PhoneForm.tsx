import { useState } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { useSession } from '../context.ts'
import type { SignInResult } from '../supabase/sign-in-result.ts'
import { OneFieldForm } from './parts/OneFieldForm.tsx'
import { normalPhone, phoneProblem } from './parts/validate.ts'

interface PhoneFormProps {
  onResult: (result: SignInResult) => void
  onBack: () => void
}

export function PhoneForm({ onResult, onBack }: PhoneFormProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const [phone, setPhone] = useState('')
  return (
    <OneFieldForm
      title={labels.phoneTitle}
      field={{
        label: labels.phone,
        help: labels.phoneHelp,
        name: 'phone',
        type: 'tel',
        autoComplete: 'tel',
      }}
      value={phone}
      onChange={setPhone}
      fieldProblem={phoneProblem(phone)}
      submitLabel={labels.sendCode}
      send={() => session.sendPhoneCode(normalPhone(phone))}
      onResult={onResult}
      onBack={onBack}
    />
  )
}
