import { useState, type FormEvent } from 'react'
import { useCredentialsCatalogue } from '../i18n/account/credentials.ts'
import { useSignInCatalogue } from '../i18n/sign-in.ts'
import { FactorCode } from '../session/pages/FactorCode.tsx'
import { CodeField } from '../session/pages/parts/CodeField.tsx'
import { PasswordField } from '../session/pages/parts/PasswordField.tsx'
import { newPasswordProblem } from '../session/pages/parts/validate.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'
import { Refused } from './Refused.tsx'
import { useCredentials } from './useCredentials.ts'

interface ChangePasswordProps {
  /** The address of the account. Password managers store the new password under it. */
  email: string | null
  onDone: () => void
  onClose: () => void
}

/** Asks for a new password, and for whatever else the project wants before it takes one. */
export function ChangePassword({ email, onDone, onClose }: ChangePasswordProps) {
  const labels = useCredentialsCatalogue()
  const signIn = useSignInCatalogue()
  const { busy, refusal, ask } = useCredentials()
  const [password, setPassword] = useState('')
  const [present, setPresent] = useState('')
  const [tried, setTried] = useState(false)
  const [wants, setWants] = useState<'present' | 'code' | 'factor' | null>(null)
  const problem = newPasswordProblem(password)

  async function save(freshCode?: string): Promise<boolean> {
    const answer = await ask((credentials) =>
      credentials.changePassword({
        password,
        ...(present !== '' && { present }),
        ...(freshCode !== undefined && { freshCode }),
      }),
    )
    if (answer.kind === 'done') onDone()
    if (answer.kind !== 'refused') return true
    if (answer.reason === 'second_factor_first') setWants('factor')
    if (answer.reason.startsWith('present_password')) setWants('present')
    if (answer.reason === 'fresh_code_needed') {
      setWants('code')
      void ask((credentials) => credentials.sendFreshCode())
    }
    return false
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!problem && !busy) void save()
  }

  if (wants === 'factor' || wants === 'code') {
    return (
      <Dialog title={labels.changePassword} onClose={onClose}>
        {wants === 'factor' ? (
          <FactorCode
            onDone={() => {
              setWants(null)
              void save()
            }}
          />
        ) : (
          <>
            <Refused refusal={refusal} />
            <p className="mb-4 text-muted">{labels.codeHelp}</p>
            <CodeField label={signIn.code} busy={busy} onCode={save} />
            <Button
              look="quiet"
              className="mt-2 w-full"
              disabled={busy}
              onClick={() => ask((credentials) => credentials.sendFreshCode())}
            >
              {labels.sendAgain}
            </Button>
          </>
        )}
      </Dialog>
    )
  }
  return (
    <Dialog title={labels.changePassword} onClose={onClose}>
      <Refused refusal={refusal} />
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <input hidden readOnly autoComplete="username" value={email ?? ''} />
        {wants === 'present' && (
          <PasswordField
            label={labels.presentPassword}
            autoComplete="current-password"
            autoFocus
            value={present}
            onChange={(event) => setPresent(event.target.value)}
          />
        )}
        <PasswordField
          label={labels.newPassword}
          help={signIn.passwordHelp}
          error={tried && problem ? signIn.fieldErrors[problem] : undefined}
          autoComplete="new-password"
          autoFocus={wants === null}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormButtons
          cancel={labels.cancel}
          submit={labels.savePassword}
          busy={busy}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
