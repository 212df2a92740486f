import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { useSession } from '../context.ts'
import { FactorCode } from './FactorCode.tsx'
import { Frame } from './parts/Frame.tsx'

/** Asks for the second step of an account. Without it the relay opens no session. */
export default function SecondFactor() {
  const labels = useSignInCatalogue()
  const session = useSession()
  return (
    <Frame title={labels.factorTitle}>
      <FactorCode />
      <Button look="quiet" className="mt-2 w-full" onClick={() => session.logOut()}>
        {labels.signInElse}
      </Button>
    </Frame>
  )
}
