import { useState, type FormEvent } from 'react'
import { useCredentialsCatalogue } from '../i18n/account/credentials.ts'
import { useSignInCatalogue } from '../i18n/sign-in.ts'
import { useMessenger } from '../messenger/context.ts'
import { FailureNote } from '../requests/FailureNote.tsx'
import { useAction } from '../requests/useAction.ts'
import { CodeField } from '../session/pages/parts/CodeField.tsx'
import { PasswordField } from '../session/pages/parts/PasswordField.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Refused } from './Refused.tsx'
import type { Proof } from '../session/credentials.ts'
import type { SignInResult } from '../session/supabase/sign-in-result.ts'
import { useCredentials } from './useCredentials.ts'
import { useLeave } from './useLogOut.ts'

interface DeleteAccountProps {
  email: string | null
  onClose: () => void
}

/** Says what goes and what stays, and deletes the account when the person has proved who they are. */
export function DeleteAccount({ email, onClose }: DeleteAccountProps) {
  const labels = useCredentialsCatalogue()
  const signIn = useSignInCatalogue()
  const { account } = useMessenger()
  const leave = useLeave()
  const { busy: proving, refusal, ask } = useCredentials()
  const { busy: removing, failure, run } = useAction()
  const [password, setPassword] = useState('')
  const [byMail, setByMail] = useState(false)
  /** Checks the code of the authenticator app, where the account has one. */
  const [checkApp, setCheckApp] = useState<
    ((code: string) => Promise<SignInResult | Proof>) | null
  >(null)
  const busy = proving || removing

  const prove = async (by: { password: string } | { code: string }) =>
    take(await ask((credentials) => credentials.prove(email ?? '', by)))

  function take(proof: SignInResult | Proof): boolean | Promise<boolean> {
    if (proof.kind === 'factor') setCheckApp(() => proof.check)
    return proof.kind === 'proof' ? remove(proof.token) : proof.kind === 'factor'
  }

  const remove = (token: string | null) =>
    run(async () => {
      await account.remove(token)
      leave()
    })

  async function mail() {
    const answer = await ask((credentials) => credentials.sendProof(email ?? ''))
    if (answer.kind !== 'refused') setByMail(true)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (password !== '' && !busy) void prove({ password })
  }

  return (
    <Dialog title={labels.removeTitle} onClose={onClose}>
      <ul className="mb-4 flex list-disc flex-col gap-1 ps-5 text-sm">
        {labels.removeFacts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Refused refusal={refusal} />
      <FailureNote failure={failure} messages={{ fresh_sign_in_needed: labels.removeElse }} />
      {email === null ? (
        <>
          <p className="mb-4 text-sm text-muted">{labels.removeElse}</p>
          <Buttons busy={busy} onClose={onClose} onRemove={() => void remove(null)} />
        </>
      ) : checkApp ? (
        <>
          <p className="mb-4 text-sm text-muted">{signIn.factorHelp}</p>
          <CodeField
            key="app"
            label={signIn.factorCode}
            busy={busy}
            onCode={async (code) => take(await ask(() => checkApp(code)))}
          />
        </>
      ) : byMail ? (
        <>
          <p className="mb-4 text-sm text-muted [overflow-wrap:anywhere]">
            {labels.removeProofByMail(email)}
          </p>
          <CodeField label={signIn.code} busy={busy} onCode={(code) => prove({ code })} />
        </>
      ) : (
        <form noValidate onSubmit={submit} className="flex flex-col gap-3">
          <input hidden readOnly autoComplete="username" value={email} />
          <PasswordField
            label={signIn.password}
            help={labels.removeProof}
            autoComplete="current-password"
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button
            look="link"
            className="self-start text-sm"
            disabled={busy}
            onClick={() => void mail()}
          >
            {labels.removeByMail}
          </Button>
          <Buttons busy={busy} isOff={password === ''} onClose={onClose} />
        </form>
      )}
    </Dialog>
  )
}

interface ButtonsProps {
  busy: boolean
  isOff?: boolean
  onClose: () => void
  /** Without it, the button sends its form. */
  onRemove?: () => void
}

function Buttons({ busy, isOff = false, onClose, onRemove }: ButtonsProps) {
  const labels = useCredentialsCatalogue()
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onClose}>{labels.cancel}</Button>
      <Button
        look="danger"
        busy={busy}
        disabled={isOff}
        {...(onRemove ? { onClick: onRemove } : { type: 'submit' as const })}
      >
        {labels.removeNow}
      </Button>
    </div>
  )
}
