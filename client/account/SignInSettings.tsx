import { useState } from 'react'
import type { OwnProfile } from '../../wire/people.ts'
import { useCredentialsCatalogue } from '../i18n/account/credentials.ts'
import { useMessenger } from '../messenger/context.ts'
import { Button } from '../ui/Button.tsx'
import { ChangeEmail } from './ChangeEmail.tsx'
import { ChangePassword } from './ChangePassword.tsx'

/** The address and the password of the account. */
export function SignInSettings({ me }: { me: OwnProfile }) {
  const labels = useCredentialsCatalogue()
  const { account } = useMessenger()
  const [open, setOpen] = useState<'email' | 'password' | null>(null)
  const [note, setNote] = useState('')
  const close = () => setOpen(null)

  function done(text: string) {
    close()
    setNote(text)
  }

  return (
    <section aria-labelledby="sign-in-title" className="flex flex-col gap-3">
      <h3 id="sign-in-title" className="font-bold">
        {labels.title}
      </h3>
      <Row label={labels.email} value={me.email ?? labels.noEmail}>
        <Button onClick={() => setOpen('email')}>{labels.changeEmail}</Button>
      </Row>
      <Row label={labels.password} value={labels.passwordHelp}>
        <Button onClick={() => setOpen('password')}>{labels.changePassword}</Button>
      </Row>
      <p aria-live="polite" className="text-sm text-muted [overflow-wrap:anywhere]">
        {note}
      </p>
      {open === 'password' && (
        <ChangePassword
          email={me.email}
          onDone={() => done(labels.passwordSaved)}
          onClose={close}
        />
      )}
      {open === 'email' && (
        <ChangeEmail
          present={me.email}
          onDone={(address) => {
            done(labels.emailChanged(address))
            // The answer brings the address, too.
            account.updateProfile({}).catch(() => undefined)
          }}
          onClose={close}
        />
      )}
    </section>
  )
}

interface RowProps {
  label: string
  value: string
  children: React.ReactNode
}

function Row({ label, value, children }: RowProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-48 flex-1">
        <p className="font-medium">{label}</p>
        <p className="text-sm text-muted [overflow-wrap:anywhere]">{value}</p>
      </div>
      {children}
    </div>
  )
}
