import { useState, type FormEvent } from 'react'
import { useText } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Alert } from './Alert.tsx'
import { useSession } from './context.ts'
import { Frame } from './Frame.tsx'
import type { SignInResult } from './model.ts'
import { useAttempt } from './useAttempt.ts'
import { emailProblem } from './validate.ts'

interface ResetFormProps {
  email: string
  onEmail: (email: string) => void
  onResult: (result: SignInResult) => void
  onBack: () => void
}

export function ResetForm({ email, onEmail, onResult, onBack }: ResetFormProps) {
  const { session: text } = useText()
  const session = useSession()
  const { busy, refusal, attempt } = useAttempt()
  const [tried, setTried] = useState(false)
  const problem = emailProblem(email.trim())

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!problem) onResult(await attempt(() => session.sendPasswordReset(email.trim())))
  }

  return (
    <Frame title={text.resetTitle}>
      {refusal && <Alert kind="error">{text.refusals[refusal]}</Alert>}
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={text.email}
          help={text.resetHelp}
          error={tried && problem ? text.fieldErrors[problem] : undefined}
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => onEmail(event.target.value)}
        />
        <Button type="submit" look="primary" busy={busy} className="min-h-10">
          {text.sendReset}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {text.back}
        </Button>
      </form>
    </Frame>
  )
}
