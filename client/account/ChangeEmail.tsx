import { useState, type FormEvent } from 'react'
import { useCredentialsCatalogue } from '../i18n/account/credentials.ts'
import { useSignInCatalogue } from '../i18n/sign-in.ts'
import { FactorCode } from '../session/pages/FactorCode.tsx'
import { CodeField } from '../session/pages/parts/CodeField.tsx'
import { emailProblem } from '../session/pages/parts/validate.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { FormButtons } from '../ui/FormButtons.tsx'
import { Refused } from './Refused.tsx'
import { useCredentials } from './useCredentials.ts'

interface ChangeEmailProps {
  present: string | null
  onDone: (address: string) => void
  onClose: () => void
}

type Step = 'address' | 'factor' | 'confirm' | 'half'

/** Asks for the new address, and then for the codes of the mails. The links in the mails do the same. */
export function ChangeEmail({ present, onDone, onClose }: ChangeEmailProps) {
  const labels = useCredentialsCatalogue()
  const signIn = useSignInCatalogue()
  const { busy, refusal, ask } = useCredentials()
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const [step, setStep] = useState<Step>('address')
  const address = email.trim()
  const isSame = address.toLowerCase() === present?.toLowerCase()
  const problem = emailProblem(address)
  const error = problem ? signIn.fieldErrors[problem] : isSame ? labels.sameEmail : undefined

  async function send() {
    const answer = await ask((credentials) => credentials.changeEmail(address))
    if (answer.kind === 'refused') {
      if (answer.reason === 'second_factor_first') setStep('factor')
    } else setStep('confirm')
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (error === undefined && !busy) void send()
  }

  async function confirm(code: string): Promise<boolean> {
    const addresses = present === null ? [address] : [address, present]
    const answer = await ask((credentials) => credentials.confirmEmail(addresses, code))
    if (answer === 'half') setStep('half')
    else if (answer.kind === 'done') onDone(address)
    // After the first code, the field is empty for the second.
    return answer !== 'half' && answer.kind !== 'refused'
  }

  return (
    <Dialog
      title={step === 'address' || step === 'factor' ? labels.changeEmail : labels.confirmTitle}
      onClose={onClose}
    >
      {step === 'factor' ? (
        <FactorCode
          onDone={() => {
            setStep('address')
            void send()
          }}
        />
      ) : step === 'address' ? (
        <form noValidate onSubmit={submit} className="flex flex-col gap-4">
          <Refused refusal={refusal} />
          <Field
            label={labels.newEmail}
            help={labels.newEmailHelp}
            error={tried ? error : undefined}
            type="email"
            inputMode="email"
            autoComplete="email"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <FormButtons
            cancel={labels.cancel}
            submit={labels.sendMail}
            busy={busy}
            onCancel={onClose}
          />
        </form>
      ) : (
        <>
          <Refused refusal={refusal} />
          <p className="mb-4 text-muted [overflow-wrap:anywhere]" role="status">
            {step === 'half' ? labels.confirmHalf : labels.confirmHelp(address)}
          </p>
          <CodeField label={signIn.code} busy={busy} onCode={confirm} />
        </>
      )}
    </Dialog>
  )
}
