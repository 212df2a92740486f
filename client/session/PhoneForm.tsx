import { useState, type FormEvent } from 'react'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Alert } from './Alert.tsx'
import { useSession } from './context.ts'
import { Frame } from './Frame.tsx'
import type { SignInResult } from './model.ts'
import { useAttempt } from './useAttempt.ts'
import { normalPhone, phoneProblem } from './validate.ts'

interface PhoneFormProps {
  onResult: (result: SignInResult) => void
  onBack: () => void
}

export function PhoneForm({ onResult, onBack }: PhoneFormProps) {
  const { session: text } = useText()
  const session = useSession()
  const { busy, refusal, attempt } = useAttempt()
  const [phone, setPhone] = useState('')
  const [tried, setTried] = useState(false)
  const problem = phoneProblem(phone)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!problem) onResult(await attempt(() => session.sendPhoneCode(normalPhone(phone))))
  }

  return (
    <Frame title={text.phoneTitle}>
      {refusal && <Alert kind="error">{text.refusals[refusal]}</Alert>}
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={text.phone}
          help={text.phoneHelp}
          error={tried && problem ? text.fieldErrors[problem] : undefined}
          name="phone"
          type="tel"
          autoComplete="tel"
          autoFocus
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
        <Button type="submit" look="primary" busy={busy} className="min-h-10">
          {text.sendCode}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {text.back}
        </Button>
      </form>
    </Frame>
  )
}
