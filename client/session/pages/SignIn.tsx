import { useEffect, useState } from 'react'
import { writeSetting } from '../../browser/settings.ts'
import { focusListWhenShown } from './focus-list.ts'
import { CheckCode } from './CheckCode.tsx'
import type { CodeTarget, SignInResult } from '../supabase/sign-in-result.ts'
import { PhoneForm } from './PhoneForm.tsx'
import { ResetForm } from './ResetForm.tsx'
import { SsoForm } from './SsoForm.tsx'
import { SignInForm, type SignInMode } from './SignInForm.tsx'

let stopFocusing = () => {}

type Step = { kind: SignInMode | 'phone' | 'reset' | 'sso' } | { kind: 'code'; target: CodeTarget }

/**
 * Every page before there is a session. The e-mail address is kept here, so that each form shows it. A
 * successful sign-in changes the session's state, and the gate then shows the next page.
 */
export default function SignIn() {
  const [step, setStep] = useState<Step>({ kind: 'signin' })
  const [email, setEmail] = useState('')
  const toSignIn = () => setStep({ kind: 'signin' })

  useEffect(() => {
    stopFocusing()
    return () => {
      stopFocusing = focusListWhenShown()
    }
  }, [])

  /** A new account is offered its profile once, after the first sign-in. */
  function onResult(result: SignInResult, isNew = false) {
    if (isNew && result.kind !== 'refused') writeSetting('welcome', '1')
    if (result.kind === 'check_mail' || result.kind === 'check_phone') {
      setStep({ kind: 'code', target: result })
    }
  }

  switch (step.kind) {
    case 'code':
      return <CheckCode target={step.target} onBack={toSignIn} />
    case 'phone':
      return <PhoneForm onResult={onResult} onBack={toSignIn} />
    case 'sso':
      return <SsoForm email={email} onResult={onResult} onBack={toSignIn} />
    case 'reset':
      return <ResetForm email={email} onEmail={setEmail} onResult={onResult} onBack={toSignIn} />
    default:
      return (
        <SignInForm
          mode={step.kind}
          email={email}
          onEmail={setEmail}
          onStep={(kind) => setStep({ kind })}
          onResult={onResult}
        />
      )
  }
}
