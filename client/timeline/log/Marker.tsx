import { useFormat, useCatalogue } from '../../i18n/language.ts'

/** The first message of a day stands below this line. */
export function DayMarker({ at, now }: { at: string; now: Date }) {
  const format = useFormat()
  return (
    <p className="mt-6 mb-1 text-center text-xs font-medium text-muted first:mt-2">
      <time dateTime={at}>{format.day(at, now)}</time>
    </p>
  )
}

/** The first message that is new since the last visit stands below this line. */
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
