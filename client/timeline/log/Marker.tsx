import { useFormat, useCatalogue } from '../../i18n/language.ts'

/** The first message of a day stands below this line. While its messages are read, it stays at the top. */
export function DayMarker({ at, now }: { at: string; now: Date }) {
  const format = useFormat()
  return (
    <p className="pointer-events-none sticky top-1 z-sticky mt-6 mb-1 self-center rounded-full bg-bg/90 px-2.5 py-0.5 text-center text-xs font-medium text-muted">
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
