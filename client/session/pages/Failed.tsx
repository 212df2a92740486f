import { CloudOff } from 'lucide-react'
import { Suspense, useState } from 'react'
import { paths } from '../../navigation/routes.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useCountdown } from '../../ui/useCountdown.ts'
import { useSession } from '../context.ts'
import type { SessionState } from '../model.ts'
import { lazy } from '../../ui/later/lazy.tsx'

const SuspensionDetails = lazy(() => import('./SuspensionDetails.tsx'))

/** Without its code the messages cannot be counted, and the log-out goes on. */
const countUnsent = () =>
  import('../../browser/personal-stores.ts').then((stores) => stores.countUnsent()).catch(() => 0)

type FailedProps = Omit<Extract<SessionState, { kind: 'failed' }>, 'kind'>

/** Shown when messaging could not start: the cause, and the buttons to retry and to log out. */
export function Failed({ cause, requestId, retryAfter }: FailedProps) {
  const { session: labels, account, failures } = useCatalogue()
  const session = useSession()
  const [busy, setBusy] = useState<'retry' | 'logout' | null>(null)
  /** The unsent messages of which the person was told. */
  const [unsent, setUnsent] = useState(0)
  const { left } = useCountdown(retryAfter ?? 0)
  const isSuspended = cause === 'suspended'

  async function run(which: 'retry' | 'logout') {
    setBusy(which)
    await (which === 'retry' ? session.retry() : logOut()).catch(() => undefined)
    setBusy(null)
  }

  /** The first click tells what would be deleted. The second one is the person's word. */
  async function logOut() {
    const count = unsent > 0 ? 0 : await countUnsent()
    if (count > 0) setUnsent(count)
    else await session.logOut()
  }

  return (
    <Notice
      page
      icon={<CloudOff aria-hidden className="size-6" />}
      title={isSuspended ? failures.suspended : labels.failedTitle}
      body={
        isSuspended
          ? failures.suspendedHelp
          : cause in failures
            ? failures[cause as keyof typeof failures]
            : failures.internal
      }
    >
      {isSuspended && (
        <Suspense>
          <SuspensionDetails />
        </Suspense>
      )}
      {unsent > 0 && <p role="alert">{account.logOutWarning(unsent)}</p>}
      {left > 0 && <p className="text-sm text-muted">{labels.retryIn(left)}</p>}
      <div className="flex w-full flex-wrap justify-center gap-3">
        <Button
          look="primary"
          autoFocus
          busy={busy === 'retry'}
          disabled={left > 0}
          onClick={() => run('retry')}
        >
          {labels.retry}
        </Button>
        <Button busy={busy === 'logout'} onClick={() => run('logout')}>
          {unsent > 0 ? account.logOutAnyway : labels.logOutAndRetry}
        </Button>
      </div>
      {!isSuspended && (
        <Link
          href={paths.doctor}
          className="mt-2 inline-flex min-h-8 items-center font-medium text-accent underline-offset-4 hover:underline touch:min-h-11"
        >
          {labels.doctorLink}
        </Link>
      )}
      {requestId && (
        <p className="mt-4 text-sm text-muted" title={labels.requestIdHelp}>
          <code className="font-sans select-all">{labels.requestId(requestId)}</code>
        </p>
      )}
    </Notice>
  )
}
