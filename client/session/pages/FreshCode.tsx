import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { useSession } from '../context.ts'
import type { SignInResult } from '../supabase/sign-in-result.ts'
import { Alert } from './parts/Alert.tsx'
import { CodeField } from './parts/CodeField.tsx'
import { Frame } from './parts/Frame.tsx'
import type { useAttempt } from './parts/useAttempt.ts'

interface FreshCodeProps {
  attempts: ReturnType<typeof useAttempt>
  save: (code: string) => Promise<SignInResult>
}

/** The project changes a password only with a code that was just mailed, because the sign-in is old. */
export function FreshCode({ attempts: { busy, problem, attempt }, save }: FreshCodeProps) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const isMailed = problem === null || problem === 'bad_code'
  return (
    <Frame title={labels.freshCodeTitle}>
      {problem && <Alert kind="error">{labels.refusals[problem]}</Alert>}
      {isMailed && <p className="mb-4 text-muted">{labels.freshCodeHelp}</p>}
      <CodeField
        label={labels.code}
        busy={busy}
        onCode={async (code) => (await save(code)).kind !== 'refused'}
      />
      <Button
        look="quiet"
        className="mt-2 w-full"
        disabled={busy}
        onClick={() => attempt(() => session.sendFreshCode())}
      >
        {labels.resend}
      </Button>
      <Button look="quiet" className="mt-2 w-full" onClick={() => session.logOut()}>
        {labels.signInElse}
      </Button>
    </Frame>
  )
}
