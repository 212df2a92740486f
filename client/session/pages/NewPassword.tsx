import { useState, type FormEvent } from 'react'
import { useText } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Alert } from './Alert.tsx'
import { useSession } from '../context.ts'
import { Frame } from './Frame.tsx'
import { PasswordField } from './PasswordField.tsx'
import { useAttempt } from './useAttempt.ts'
import { newPasswordProblem } from './validate.ts'

/** After a recovery mail: the old password is no longer known, so only a new one is asked for. */
export default function NewPassword() {
  const { session: text } = useText()
  const session = useSession()
  const { busy, problem, attempt } = useAttempt()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const fieldProblem = newPasswordProblem(password)

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!fieldProblem) void attempt(() => session.setNewPassword(password))
  }

  return (
    <Frame title={text.newPasswordTitle}>
      {problem && <Alert kind="error">{text.refusals[problem]}</Alert>}
      <p className="mb-4 text-muted">{text.newPasswordHelp}</p>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <PasswordField
          label={text.newPassword}
          help={text.passwordHelp}
          error={tried && fieldProblem ? text.fieldErrors[fieldProblem] : undefined}
          name="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" busy={busy} className="min-h-10">
          {text.savePassword}
        </Button>
      </form>
    </Frame>
  )
}
