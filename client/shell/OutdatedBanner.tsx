import { RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { reloadOnce } from '../browser/reload-once.ts'
import { useCatalogue } from '../i18n/language.ts'
import { announce } from '../ui/announcer.ts'

/** Long enough to be read. */
const PAUSE_MS = 3_000

/**
 * Shown when the relay speaks a newer protocol than this page. The banner says so, and the page reloads once. The
 * outbox stays stored.
 */
export function OutdatedBanner({ protocol }: { protocol: number }) {
  const { pages: labels } = useCatalogue()
  const [reloads, setReloads] = useState(true)
  const label = reloads ? labels.outdated : labels.outdatedStill

  useEffect(() => announce(label), [label])
  useEffect(() => {
    const timer = setTimeout(() => setReloads(reloadOnce(protocol)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [protocol])

  return (
    <p className="shell-banner flex animate-appear items-center justify-center gap-2 bg-warning-soft px-4 py-1.5 pt-safe-2 text-sm text-warning">
      <RefreshCw aria-hidden className="size-4 shrink-0" />
      <span>{label}</span>
      {!reloads && (
        <button type="button" className="font-medium underline" onClick={() => location.reload()}>
          {labels.reload}
        </button>
      )}
    </p>
  )
}
