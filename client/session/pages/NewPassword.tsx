import { useState, type FormEvent } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { Alert } from './parts/Alert.tsx'
import { useSession } from '../context.ts'
import { FactorCode } from './FactorCode.tsx'
import { FreshCode } from './FreshCode.tsx'
import { Frame } from './parts/Frame.tsx'
import { PasswordField } from './parts/PasswordField.tsx'
import { refusalLabel } from './refusal-label.ts'
import { useAttempt } from './parts/useAttempt.ts'
import { newPasswordProblem } from './parts/validate.ts'

interface NewPasswordProps {
  /** The person was invited and has no password yet. They may also go on without one, and sign in by mail. */
  isFirst?: boolean
}

/** Shown after a recovery mail or an invitation. An old password is unknown, so only a new one is asked for. */
export default function NewPassword({ isFirst = false }: NewPasswordProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const attempts = useAttempt()
  const { busy, problem, rules, attempt } = attempts
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [wantsCode, setWantsCode] = useState(false)
  const fieldProblem = newPasswordProblem(password)

  async function save(...freshCode: [] | [string]) {
    const result = await attempt(() => session.setNewPassword(password, ...freshCode))
    const reason = result.kind === 'refused' ? result.reason : null
    if (reason === 'fresh_code_needed') await attempt(() => session.sendFreshCode())
    setWantsCode(reason === 'fresh_code_needed' || reason === 'bad_code')
    return result
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!fieldProblem) void save()
  }

  // The account has a second step. A mailbox alone must not change its password.
  if (problem === 'second_factor_first') {
    return (
      <Frame title={labels.factorTitle}>
        <FactorCode onDone={() => void save()} />
      </Frame>
    )
  }
  if (wantsCode) return <FreshCode attempts={attempts} save={save} />
  return (
    <Frame title={isFirst ? labels.firstPasswordTitle : labels.newPasswordTitle}>
      {problem && <Alert kind="error">{refusalLabel(labels, problem, rules)}</Alert>}
      <p className="mb-4 text-muted">
        {isFirst ? labels.firstPasswordHelp : labels.newPasswordHelp}
      </p>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <PasswordField
          label={isFirst ? labels.password : labels.newPassword}
          help={labels.passwordHelp}
          error={tried && fieldProblem ? labels.fieldErrors[fieldProblem] : undefined}
          name="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" busy={busy} className="min-h-10">
          {labels.savePassword}
        </Button>
        {isFirst && (
          <Button onClick={() => attempt(() => session.goOnWithoutPassword())}>
            {labels.signInByMail}
          </Button>
        )}
        <Button look="quiet" onClick={() => session.logOut()}>
          {labels.signInElse}
        </Button>
      </form>
    </Frame>
  )
}
