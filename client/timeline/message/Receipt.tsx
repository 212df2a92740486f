import { Check, CheckCheck, CircleAlert, CircleCheck, Clock } from 'lucide-react'
import { Suspense } from 'react'
import type { Message } from '../../../wire/messages.ts'
import { useCatalogue } from '../../i18n/language.ts'
import { classes } from '../../ui/classes.ts'
import type { DeliveryState } from './entry.ts'
import type { Popup } from './popup.ts'
import { usePeople } from '../../conversation/context.ts'
import { lazy } from '../../ui/later/lazy.tsx'

const ReadersPopover = lazy(() => import('./ReadersPopover.tsx'))

/** Each state has a shape of its own, because not everybody tells colours apart. "Read" is the filled circle. */
const icons = {
  waiting: Clock,
  sending: Clock,
  uploading: Clock,
  stale: Clock,
  in_review: Clock,
  failed: CircleAlert,
  refused: CircleAlert,
  unfit: CircleAlert,
  sent: Check,
  delivered: CheckCheck,
  seen: CircleCheck,
  read: CircleCheck,
}

interface ReceiptProps {
  state: DeliveryState
  readers: number
  message: Message | null
  popup: Popup | null
  onPopup: (popup: Popup | null) => void
  returnFocus: () => void
}

/**
 * The delivery state of an own message. Its name is part of the article's name and of the tooltip. In a
 * group it counts the readers, and a click lists them.
 */
export function Receipt({ state, readers, message, popup, onPopup, returnFocus }: ReceiptProps) {
  const { timeline, messages: labels } = useCatalogue()
  const { group } = usePeople()
  const Icon = icons[state]
  const label = group && readers > 0 ? labels.seenByCount(readers) : timeline.states[state]
  const sign = (
    <Icon
      aria-hidden
      data-state={state}
      strokeWidth={2}
      className={classes(
        'size-3.5',
        state === 'read' && 'fill-accent stroke-own',
        Icon === CircleAlert && 'text-danger',
      )}
    />
  )
  if (!group || !message) {
    return (
      <span title={label} className="inline-flex">
        {sign}
      </span>
    )
  }
  const button = (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={() => onPopup('readers')}
      className="-m-1.5 inline-flex items-center gap-0.5 rounded-control p-1.5 hover:underline"
    >
      {sign}
      {readers > 0 && (
        <span aria-hidden className="tabular-nums">
          {readers}
        </span>
      )}
    </button>
  )
  if (popup !== 'readers') return button
  return (
    <Suspense fallback={button}>
      <ReadersPopover message={message} onClose={() => onPopup(null)} returnFocus={returnFocus}>
        {button}
      </ReadersPopover>
    </Suspense>
  )
}
