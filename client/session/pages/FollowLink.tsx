import { useState } from 'react'
import { useSignInCatalogue } from '../../i18n/sign-in.ts'
import { Button } from '../../ui/Button.tsx'
import { useSession } from '../context.ts'
import type { LinkQuestion, SignInProblem } from '../supabase/sign-in-result.ts'
import { Alert } from './parts/Alert.tsx'
import { Frame } from './parts/Frame.tsx'
import { useAttempt } from './parts/useAttempt.ts'

/** After these the same link may still work. */
const mayWork: readonly SignInProblem[] = ['network', 'too_many', 'service_failed']

/**
 * Asks before a link signs anybody in. Another person may have sent it, to make this browser write under their name.
 */
export default function FollowLink({ question }: { question: LinkQuestion }) {
  const labels = useSignInCatalogue()
  const session = useSession()
  const { busy, problem, attempt } = useAttempt()
  const [leaving, setLeaving] = useState(false)
  const { purpose, address, present } = question
  const isUsed = problem !== null && !mayWork.includes(problem)
  const asked = address === null ? labels.linkTitles[purpose] : labels.linkTitleAs(address)
  const over = problem === 'half_confirmed' ? labels.linkHalfTitle : labels.linkOverTitle
  const name = present || labels.someAccount

  async function decline() {
    setLeaving(true)
    await session.declineLink()
  }

  return (
    <Frame title={isUsed ? over : asked}>
      {problem && (
        <Alert kind={problem === 'half_confirmed' ? 'note' : 'error'}>
          {labels.refusals[problem]}
        </Alert>
      )}
      {!isUsed && (
        <div className="flex flex-col gap-3 text-muted">
          <p>{labels.linkHelp[purpose]}</p>
          <p>{purpose === 'invite' ? labels.linkCareInvited : labels.linkCare}</p>
          {present !== null && <p className="text-text">{labels.linkPresent(name)}</p>}
        </div>
      )}
      <div className="mt-6 flex flex-col gap-2">
        {!isUsed && (
          <Button
            look="primary"
            className="min-h-10"
            busy={busy}
            onClick={() => attempt(() => session.followLink())}
          >
            {labels.linkAccept[purpose]}
          </Button>
        )}
        <Button
          // A new button takes the focus of the one that is gone.
          key={String(isUsed)}
          autoFocus={isUsed}
          look={isUsed ? 'primary' : 'quiet'}
          className="min-h-10 [overflow-wrap:anywhere]"
          busy={leaving}
          disabled={busy}
          onClick={decline}
        >
          {isUsed ? labels.goOn : present === null ? labels.linkDecline : labels.linkStay(name)}
        </Button>
      </div>
    </Frame>
  )
}
