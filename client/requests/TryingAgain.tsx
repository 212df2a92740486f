import { useText } from '../i18n/language.ts'
import { Countdown } from './Countdown.tsx'

/** The server asked to wait: when what somebody waits for is tried again, without their doing anything. */
export function TryingAgain({ until }: { until: number | null }) {
  const { refusals: text } = useText()
  if (until === null) return null
  return <Countdown until={until} words={text.tryingAgain} over={text.tryingAgainNow} />
}
