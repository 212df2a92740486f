import { useCatalogue } from '../i18n/language.ts'
import type { Catalogue } from '../i18n/en.ts'
import { classes } from '../ui/classes.ts'
import { Countdown } from './Countdown.tsx'
import type { Failure } from './failure.ts'

interface FailureNoteProps {
  failure: Failure | null
  /** Messages for single codes that fit better than the general ones. */
  messages?: Partial<Record<NonNullable<Failure['code']>, string>>
  className?: string
}

function generalMessage(code: Failure['code'], labels: Catalogue['refusals']): string {
  const known: Partial<Record<string, string>> = labels.codes
  return known[code ?? ''] ?? labels.other
}

/** Why an action failed, and when it can be tried again. */
export function FailureNote({ failure, messages, className }: FailureNoteProps) {
  const { refusals: labels } = useCatalogue()
  if (!failure) return null
  const { code, waitUntil } = failure
  return (
    <div role="alert" className={classes('text-sm text-danger', className)}>
      {waitUntil !== null ? (
        <Countdown
          until={waitUntil}
          label={code === 'new_account' ? labels.newAccount : labels.wait}
          over={labels.waited}
        />
      ) : (
        ((code && messages?.[code]) ?? generalMessage(code, labels))
      )}
    </div>
  )
}
