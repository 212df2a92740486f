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

/** A formatter keeps the zone in which it was made. */
const newFormat = ({ lang }: Language) => createFormat(formatLocale(navigator, lang.split('-')[0]))

/** The language of the page. A traveller's computer changes its zone, and each time on the screen then changes with it. */
export function LanguageRoom({ language, children }: { language: Language; children: ReactNode }) {
  const zone = useSyncExternalStore(subscribe, timeZone)
  const [made, setMade] = useState({ language, zone, value: language })
  if (made.language !== language) setMade({ language, zone, value: language })
  else if (made.zone !== zone) {
    setMade({ language, zone, value: { ...language, format: newFormat(language) } })
  }
  return <LanguageContext value={made.value}>{children}</LanguageContext>
}
