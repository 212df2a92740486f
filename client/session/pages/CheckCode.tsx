import { useState } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { useCountdown } from '../../ui/useCountdown.ts'
import { Alert } from './parts/Alert.tsx'
import { CodeField } from './parts/CodeField.tsx'
import { useSession } from '../context.ts'
import { Frame } from './parts/Frame.tsx'
import type { CodeTarget } from '../supabase/sign-in-result.ts'
import { useAttempt } from './parts/useAttempt.ts'

/** Supabase refuses a second mail within a minute. */
const RESEND_AFTER_SECONDS = 60

interface CheckCodeProps {
  target: CodeTarget
  onBack: () => void
}

export function CheckCode({ target, onBack }: CheckCodeProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const { busy, problem, attempt } = useAttempt()
  const { left, restart } = useCountdown(RESEND_AFTER_SECONDS)
  const [resent, setResent] = useState(false)
  const byMail = target.kind === 'check_mail'
  const to = byMail ? { email: target.email, purpose: target.purpose } : { phone: target.phone }

  async function check(entered: string) {
    const result = await attempt(() => session.verifyCode(to, entered))
    return result.kind !== 'refused'
  }

  async function resend() {
    const result = await attempt(() => session.resend(to))
    if (result.kind === 'refused') return
    setResent(true)
    restart()
  }

  return (
    <Frame title={byMail ? labels.checkMailTitle : labels.checkPhoneTitle}>
      {problem && <Alert kind="error">{labels.refusals[problem]}</Alert>}
      {resent && !problem && <Alert kind="note">{labels.resent}</Alert>}
      <p className="text-muted">{byMail ? labels.checkMailHelp : labels.checkPhoneHelp}</p>
      <p className="mb-4 font-medium [overflow-wrap:anywhere]">
        {byMail ? target.email : target.phone}
      </p>
      {byMail && <p className="mb-6 text-muted">{labels.checkMailHint}</p>}
      <CodeField label={labels.code} busy={busy} onCode={check} />
      <div className="mt-2 flex flex-col gap-2">
        <Button onClick={resend} disabled={left > 0 || busy}>
          {left > 0 ? labels.resendIn(left) : labels.resend}
        </Button>
        <Button look="quiet" onClick={onBack}>
          {byMail ? labels.changeEmail : labels.changePhone}
        </Button>
      </div>
    </Frame>
  )
}
