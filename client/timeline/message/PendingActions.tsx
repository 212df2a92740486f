import type { ErrorCode } from '../../../wire/error-codes.ts'
import { useMessenger } from '../../messenger/context.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'

interface PendingActionsProps {
  clientId: string
  state: 'failed' | 'refused' | 'stale'
  failure: ErrorCode | null
}

/** Shown under a message that was not sent: the reason and the actions. */
export function PendingActions({ clientId, state, failure }: PendingActionsProps) {
  const { timeline: labels } = useCatalogue()
  const messenger = useMessenger()
  const reasons: Partial<Record<ErrorCode, string>> = labels.failures
  const stale = state === 'stale'
  const button = 'min-h-8 text-sm'
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-x-2 text-sm">
      {stale ? (
        <p className="text-warning">{labels.stale}</p>
      ) : (
        <p role="alert" className="text-danger">
          {(failure && reasons[failure]) ?? labels.failed}
        </p>
      )}
      <div className="flex gap-2">
        {state !== 'refused' && (
          <Button
            look="link"
            tabIndex={-1}
            className={button}
            onClick={() => void messenger.outbox.retry(clientId)}
          >
            {stale ? labels.sendStale : labels.retry}
          </Button>
        )}
        <Button
          look="link"
          tabIndex={-1}
          className={button}
          onClick={() => void messenger.outbox.discard(clientId)}
        >
          {labels.discard}
        </Button>
      </div>
    </div>
  )
}
