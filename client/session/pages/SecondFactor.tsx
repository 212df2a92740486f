import { useCallback, useEffect, useState } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { useSession } from '../context.ts'
import type { SecondFactor as Factor } from '../model.ts'
import { Alert } from './Alert.tsx'
import { CodeField } from './CodeField.tsx'
import { Frame } from './Frame.tsx'
import { useAttempt } from './useAttempt.ts'

/** Asks for the second step of an account. Without it the relay opens no session. */
export default function SecondFactor() {
  const labels = useSignInCatalogue()
  const session = useSession()
  const { factors, load } = useFactors()
  return (
    <Frame title={labels.factorTitle}>
      {factors === 'loading' && (
        <p role="status" className="animate-late text-muted">
          {labels.factorLoading}
        </p>
      )}
      {factors === 'failed' && (
        <>
          <Alert kind="error">{labels.factorLoadFailed}</Alert>
          <Button className="w-full" autoFocus onClick={load}>
            {labels.factorRetry}
          </Button>
        </>
      )}
      {typeof factors !== 'string' && <Code factors={factors} />}
      <Button look="quiet" className="mt-2 w-full" onClick={() => session.logOut()}>
        {labels.signInElse}
      </Button>
    </Frame>
  )
}

function useFactors() {
  const session = useSession()
  const [factors, setFactors] = useState<Factor[] | 'loading' | 'failed'>('loading')
  const read = useCallback(
    () => session.secondFactors().then(setFactors, () => setFactors('failed')),
    [session],
  )
  useEffect(() => void read(), [read])
  const load = () => {
    setFactors('loading')
    void read()
  }
  return { factors, load }
}

function Code({ factors }: { factors: Factor[] }) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const { busy, problem, attempt, forget } = useAttempt()
  const [place, setPlace] = useState(0)
  const apps = factors.filter(({ kind }) => kind === 'totp')
  const app = apps[place]
  const next = apps[(place + 1) % apps.length]
  if (app === undefined || next === undefined) {
    return <Alert kind="note">{labels.factorUnsupported}</Alert>
  }
  const { id, name } = app

  async function check(code: string) {
    const result = await attempt(() => session.verifySecondFactor(id, code))
    return result.kind !== 'refused'
  }

  return (
    <>
      {problem && <Alert kind="error">{labels.refusals[problem]}</Alert>}
      <p className="mb-4 text-muted">{labels.factorHelp}</p>
      <CodeField
        key={id}
        label={apps.length > 1 && name ? labels.factorFrom(name) : labels.factorCode}
        busy={busy}
        onCode={check}
      />
      {apps.length > 1 && (
        <Button
          look="quiet"
          className="mt-2 w-full"
          onClick={() => {
            forget()
            setPlace((place + 1) % apps.length)
          }}
        >
          {labels.factorOther(next.name ?? labels.factorUnnamed)}
        </Button>
      )}
    </>
  )
}
