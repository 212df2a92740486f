import { useText } from '../i18n/language.ts'
import type { Text } from '../i18n/en.ts'
import { classes } from '../ui/classes.ts'
import { Countdown } from './Countdown.tsx'
import type { Failure } from './failure.ts'

interface RefusedProps {
  failure: Failure | null
  /** Better words than the general ones, where what was asked is known. */
  words?: Partial<Record<NonNullable<Failure['code']>, string>>
  className?: string
}

function wordsFor(code: Failure['code'], text: Text['refusals']): string {
  const known: Partial<Record<string, string>> = text.codes
  return known[code ?? ''] ?? text.other
}

/** Why something was not done, and when it can be tried again. */
export function Refused({ failure, words, className }: RefusedProps) {
  const { refusals: text } = useText()
  if (!failure) return null
  const { code, waitUntil } = failure
  return (
    <div role="alert" className={classes('text-sm text-danger', className)}>
      {waitUntil !== null ? (
        <Countdown until={waitUntil} words={text.wait} over={text.waited} />
      ) : (
        ((code && words?.[code]) ?? wordsFor(code, text))
      )}
    </div>
  )
}
