import { useCatalogue } from '../i18n/language.ts'
import { Countdown } from './Countdown.tsx'

/** The seconds until a rate-limited search runs again by itself. */
export function TryingAgain({ until }: { until: number | null }) {
  const { refusals: labels } = useCatalogue()
  if (until === null) return null
  return <Countdown until={until} label={labels.tryingAgain} over={labels.tryingAgainNow} />
}
