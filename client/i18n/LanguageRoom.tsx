import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { createFormat } from './format.ts'
import { formatLocale, LanguageContext, type Language } from './language.ts'

/** No browser tells that the time zone of its computer changed. */
const LOOK_EVERY_MS = 2_000

function subscribe(look: () => void): () => void {
  const timer = setInterval(look, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}
const timeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The language of the page. A traveller's computer changes its zone, and each time on the screen then changes with it. */
export function LanguageRoom({ language, children }: { language: Language; children: ReactNode }) {
  const zone = useSyncExternalStore(subscribe, timeZone)
  const [shown, setShown] = useState({ ...language, zone })
  // A formatter keeps the zone in which it was made.
  if (shown.zone !== zone) setShown({ ...language, format: createFormat(formatLocale()), zone })
  return <LanguageContext value={shown}>{children}</LanguageContext>
}
