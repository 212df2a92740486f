import { useRef } from 'react'
import type { ErrorCode } from '../../../wire/error-codes.ts'
import { useMessenger } from '../../messenger/context.ts'
import { useFilesCatalogue } from '../../i18n/files.ts'
import { FailureNote } from '../../requests/FailureNote.tsx'
import { useAction } from '../../requests/useAction.ts'
import { Button } from '../../ui/Button.tsx'
import type { MessageEntry } from './entry.ts'
import { useTakeBack } from './useTakeBack.ts'

type PendingActionsProps = Pick<
  MessageEntry,
  | 'clientId'
  | 'state'
  | 'failure'
  | 'reason'
  | 'body'
  | 'mentions'
  | 'files'
  | 'quoted'
  | 'onlyHere'
>

/** Failures after which another text or other files may pass, and states that wait. Neither can be retried. */
const withoutRetry: readonly PendingActionsProps['state'][] = ['refused', 'unfit', 'in_review']

/** Shown under a message that was not sent: the reason and the actions. */
export default function PendingActions(props: PendingActionsProps) {
  const { clientId, state, failure, reason, onlyHere } = props
  const { unsent: labels } = useFilesCatalogue()
  const messenger = useMessenger()
  const { busy, failure: problem, run } = useAction()
  const row = useRef<HTMLDivElement>(null)
  const { discard, edit } = useTakeBack(props, row)
  const reasons: Partial<Record<ErrorCode, string>> = labels.failures
  const stale = state === 'stale'
  const link = { look: 'link', tabIndex: -1, className: 'min-h-8 text-sm' } as const

  // It waits for nothing but the connection. A message that is sent at once shows nothing.
  if (state === 'waiting' || state === 'sending' || state === 'uploading') {
    return onlyHere ? (
      <p role="status" className="mt-1 max-w-64 animate-late text-end text-sm text-warning">
        {labels.onlyHere}
      </p>
    ) : null
  }
  return (
    <div
      ref={row}
      className="mt-1 flex flex-wrap items-center justify-end gap-x-2 text-sm [overflow-wrap:anywhere]"
    >
      {stale ? (
        <p className="text-warning">{labels.stale}</p>
      ) : state === 'in_review' ? (
        <p role="status" className="text-end text-warning">
          {labels.failures.in_review}
        </p>
      ) : (
        <p role="alert" className="text-end text-danger">
          {reason ? labels.refused(reason) : ((failure && reasons[failure]) ?? labels.failed)}
        </p>
      )}
      <div className="flex gap-2">
        {!withoutRetry.includes(state) && (
          <Button {...link} onClick={() => void run(() => messenger.outbox.retry(clientId))}>
            {stale ? labels.sendStale : labels.retry}
          </Button>
        )}
        {state !== 'in_review' && edit && (
          <Button {...link} onClick={() => void run(edit)}>
            {labels.edit}
          </Button>
        )}
        <Button {...link} busy={busy} onClick={() => void run(discard)}>
          {labels.discard}
        </Button>
      </div>
      <FailureNote failure={problem} className="w-full text-end" />
    </div>
  )
}
