import { useCatalogue } from '../i18n/language.ts'
import { Countdown } from './Countdown.tsx'

/** The server asked to wait: when what somebody waits for is tried again, without their doing anything. */
export function TryingAgain({ until }: { until: number | null }) {
  const { refusals: labels } = useCatalogue()
  if (until === null) return null
  return <Countdown until={until} label={labels.tryingAgain} over={labels.tryingAgainNow} />
}
