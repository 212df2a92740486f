import { useState } from 'react'
import { useText } from '../../i18n/language.ts'
import { useSession } from '../context.ts'
import type { SignInResult } from '../model.ts'
import { OneFieldForm } from './OneFieldForm.tsx'
import { normalPhone, phoneProblem } from './validate.ts'

interface PhoneFormProps {
  onResult: (result: SignInResult) => void
  onBack: () => void
}

export function PhoneForm({ onResult, onBack }: PhoneFormProps) {
  const { session: text } = useText()
  const session = useSession()
  const [phone, setPhone] = useState('')
  return (
    <OneFieldForm
      title={text.phoneTitle}
      field={{
        label: text.phone,
        help: text.phoneHelp,
        name: 'phone',
        type: 'tel',
        autoComplete: 'tel',
      }}
      value={phone}
      onChange={setPhone}
      fieldProblem={phoneProblem(phone)}
      submitLabel={text.sendCode}
      send={() => session.sendPhoneCode(normalPhone(phone))}
      onResult={onResult}
      onBack={onBack}
    />
  )
}
