import { Timer } from 'lucide-react'
import { useEndsCatalogue } from '../i18n/ends.ts'

/** Tells in the header that messages of this conversation disappear, and when. */
export default function LifetimeSign({ seconds }: { seconds: number }) {
  const label = useEndsCatalogue().sign(seconds)
  return (
    <span role="img" aria-label={label} title={label} className="shrink-0 px-1 text-muted">
      <Timer aria-hidden className="size-[18px]" />
    </span>
  )
}
