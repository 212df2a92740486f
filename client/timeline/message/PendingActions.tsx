import type { ErrorCode } from '../../../wire/error-codes.ts'
import { useMessenger } from '../../messenger/context.ts'
import { useFilesCatalogue } from '../../i18n/files.ts'
import { Button } from '../../ui/Button.tsx'
import type { MessageEntry } from './entry.ts'

type PendingActionsProps = Pick<
  MessageEntry,
  'clientId' | 'state' | 'failure' | 'files' | 'onlyHere'
>

/** Shown under a message that was not sent: the reason and the actions. */
export default function PendingActions(props: PendingActionsProps) {
  const { clientId, state, failure, files, onlyHere } = props
  const { unsent: labels } = useFilesCatalogue()
  const messenger = useMessenger()
  const reasons: Partial<Record<ErrorCode, string>> = labels.failures
  const stale = state === 'stale'
  const button = 'min-h-8 text-sm'

  async function discard() {
    if (files) await (await messenger.outbox.files()).cancel(clientId)
    else await messenger.outbox.discard(clientId)
  }

  // It waits for nothing but the connection. A message that is sent at once shows nothing.
  if (state === 'waiting' || state === 'sending' || state === 'uploading') {
    return onlyHere ? (
      <p role="status" className="mt-1 max-w-64 animate-late text-end text-sm text-warning">
        {labels.onlyHere}
      </p>
    ) : null
  }
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-x-2 text-sm">
      {stale ? (
        <p className="text-warning">{labels.stale}</p>
      ) : state === 'in_review' ? (
        <p role="status" className="text-end text-warning">
          {labels.failures.in_review}
        </p>
      ) : (
        <p role="alert" className="text-danger">
          {(failure && reasons[failure]) ?? labels.failed}
        </p>
      )}
      <div className="flex gap-2">
        {state !== 'refused' && state !== 'in_review' && (
          <Button
            look="link"
            tabIndex={-1}
            className={button}
            onClick={() => void messenger.outbox.retry(clientId)}
          >
            {stale ? labels.sendStale : labels.retry}
          </Button>
        )}
        <Button look="link" tabIndex={-1} className={button} onClick={() => void discard()}>
          {labels.discard}
        </Button>
      </div>
    </div>
  )
}
