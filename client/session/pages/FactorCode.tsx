import { useCallback, useEffect, useState } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { useSession } from '../context.ts'
import type { SecondFactor as Factor } from '../model.ts'
import { Alert } from './parts/Alert.tsx'
import { CodeField } from './parts/CodeField.tsx'
import { useAttempt } from './parts/useAttempt.ts'

interface FactorCodeProps {
  /** Called after the code was right. */
  onDone?: () => void
}

/** Reads the second steps of the account, and asks for the code of one. */
export function FactorCode({ onDone }: FactorCodeProps) {
  const labels = useSignInCatalogue()
  const { factors, load } = useFactors()
  if (factors === 'loading') {
    return (
      <p role="status" className="animate-late text-muted">
        {labels.factorLoading}
      </p>
    )
  }
  if (factors !== 'failed') return <Code factors={factors} {...(onDone && { onDone })} />
  return (
    <>
      <Alert kind="error">{labels.factorLoadFailed}</Alert>
      <Button className="w-full" autoFocus onClick={load}>
        {labels.factorRetry}
      </Button>
    </>
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

function Code({ factors, onDone }: { factors: Factor[] } & FactorCodeProps) {
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
    if (result.kind === 'refused') return false
    onDone?.()
    return true
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
