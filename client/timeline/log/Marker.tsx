import { useFormat, useCatalogue } from '../../i18n/language.ts'

/** A day begins. */
export function DayMarker({ at, now }: { at: string; now: Date }) {
  const format = useFormat()
  return (
    <p className="mt-6 mb-1 text-center text-xs font-medium text-muted first:mt-2">
      <time dateTime={at}>{format.day(at, now)}</time>
    </p>
  )
}

/** What came while one was away begins here. */
export function NewDivider() {
  const { timeline: labels } = useCatalogue()
  return (
    <div
      role="separator"
      aria-label={labels.newDivider}
      data-landing
      className="mt-4 mb-1 flex items-center gap-3 text-xs font-bold text-accent before:h-px before:flex-1 before:bg-accent/40 after:h-px after:flex-1 after:bg-accent/40"
    >
      {labels.newDivider}
    </div>
  )
}
