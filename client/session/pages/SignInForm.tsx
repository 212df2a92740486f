import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { isComposing } from '../../browser/composing.ts'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { keepsData } from '../../browser/keeps-data.ts'
import { Field } from '../../ui/Field.tsx'
import { useSession } from '../context.ts'
import { Frame } from './parts/Frame.tsx'
import type { SignInResult } from '../supabase/sign-in-result.ts'
import { Alert } from './parts/Alert.tsx'
import { OtherMethods } from './OtherMethods.tsx'
import { PasswordField } from './parts/PasswordField.tsx'
import { SignInNotice } from './SignInNotice.tsx'
import { useAttempt } from './parts/useAttempt.ts'
import { InvitationNotice } from './InvitationNotice.tsx'
import { useMethods } from './useMethods.ts'
import { emailProblem, newPasswordProblem } from './parts/validate.ts'

export type SignInMode = 'signin' | 'signup'

interface SignInFormProps {
  mode: SignInMode
  email: string
  onEmail: (email: string) => void
  onStep: (step: SignInMode | 'phone' | 'reset' | 'sso') => void
  onResult: (result: SignInResult, isNew?: boolean) => void
}

/** A page in a frame takes the focus only when the person is in that frame. */
const mayTakeFocus = () => window.parent === window || document.hasFocus()

/** Enter on the button that switches moves the focus into the form. The key is still down then, and must not send it. */
function ignorePressedEnter(event: KeyboardEvent) {
  if (isComposing(event.nativeEvent)) return
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
}

/**
 * One form for signing in and signing up, so that a person who mistakes one for the other types nothing
 * twice.
 */
export function SignInForm({ mode, email, onEmail, onStep, onResult }: SignInFormProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const methods = useMethods()
  const { busy, problem, rules, attempt, forget } = useAttempt()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [isKept] = useState(keepsData)
  const form = useRef<HTMLFormElement>(null)
  const isNew = mode === 'signup' && methods?.signUp !== false && methods?.password !== false
  const address = email.trim()
  // A password is the most likely way, so its form is there before the project has answered.
  const byMail = methods === null || methods.password || methods.emailLink

  const emailError = emailProblem(address)
  const passwordError = isNew
    ? newPasswordProblem(password)
    : password === ''
      ? 'passwordMissing'
      : undefined

  function firstWrong(...wrong: boolean[]) {
    setTried(true)
    const field = ['email', 'password'][wrong.indexOf(true)]
    if (field) form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.focus()
    return wrong.includes(true)
  }

  async function enter(asNew: boolean) {
    const result = await attempt(() =>
      asNew
        ? session.signUp({ email: address, password, displayName: name.trim() })
        : session.signInWithPassword(address, password),
    )
    onResult(result, asNew)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (methods?.password === false) return void sendLink()
    if (!firstWrong(Boolean(emailError), Boolean(passwordError))) void enter(isNew)
  }

  async function sendLink() {
    if (busy || firstWrong(Boolean(emailError))) return
    onResult(await attempt(() => session.sendEmailLink(address)))
  }

  /** Only switches. What is typed stays, and nothing is sent. */
  function otherMode() {
    forget()
    setTried(false)
    onStep(isNew ? 'signin' : 'signup')
  }

  useEffect(() => {
    if (mayTakeFocus()) form.current?.querySelector('input')?.focus()
  }, [mode])

  return (
    <Frame title={isNew ? labels.signUpTitle : labels.signInTitle}>
      <InvitationNotice maySignUp={methods?.signUp !== false} />
      <SignInNotice
        problem={problem}
        rules={rules}
        email={address}
        onResult={onResult}
        attempt={attempt}
      />
      {!isKept && <Alert kind="note">{labels.nothingKept}</Alert>}
      {byMail && (
        <form
          ref={form}
          noValidate
          onSubmit={submit}
          onKeyDown={ignorePressedEnter}
          className="flex flex-col gap-4"
        >
          {isNew && (
            <Field
              label={labels.name}
              help={labels.nameHelp}
              name="name"
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
          <Field
            label={labels.email}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            value={email}
            error={tried && emailError ? labels.fieldErrors[emailError] : undefined}
            onChange={(event) => onEmail(event.target.value)}
          />
          {methods?.password !== false && (
            <PasswordField
              label={labels.password}
              name="password"
              autoComplete={isNew ? 'new-password' : 'current-password'}
              value={password}
              help={isNew ? labels.passwordHelp : undefined}
              error={tried && passwordError ? labels.fieldErrors[passwordError] : undefined}
              onChange={(event) => setPassword(event.target.value)}
              aside={
                !isNew && (
                  <Button look="link" className="min-h-6 text-sm" onClick={() => onStep('reset')}>
                    {labels.forgot}
                  </Button>
                )
              }
            />
          )}
          <Button type="submit" look="primary" busy={busy} className="mt-1 min-h-10 w-full">
            {methods?.password === false
              ? labels.emailLink
              : isNew
                ? labels.createAccount
                : labels.signIn}
          </Button>
        </form>
      )}
      {methods && (
        <OtherMethods
          methods={methods}
          onEmailLink={sendLink}
          onProvider={(provider) => attempt(() => session.signInWithProvider(provider))}
          onStep={onStep}
        />
      )}
      {methods?.password && methods.signUp && (
        <p className="mt-6 flex flex-wrap items-center gap-x-1 text-sm text-muted">
          {isNew ? labels.haveAccount : labels.noAccount}
          <Button look="link" className="min-h-8 text-sm" onClick={otherMode}>
            {isNew ? labels.signIn : labels.createAccount}
          </Button>
        </p>
      )}
    </Frame>
  )
}
