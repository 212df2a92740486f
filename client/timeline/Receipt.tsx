import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { useText } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'
import type { DeliveryState } from './entries.ts'

const icons = {
  waiting: Clock,
  sending: Clock,
  stale: Clock,
  failed: CircleAlert,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
}

/** How far a message of one's own has come. The article's name says it in words; the tooltip to those who point. */
export function Receipt({ state }: { state: DeliveryState }) {
  const { timeline: text } = useText()
  const Icon = icons[state]
  return (
    <span title={text.states[state]} className="inline-flex">
      <Icon
        aria-hidden
        data-state={state}
        strokeWidth={state === 'read' ? 2.6 : 2}
        className={classes(
          'size-3.5',
          state === 'read' && 'text-accent',
          state === 'failed' && 'text-danger',
        )}
      />
    </span>
  )
}
