import { useCatalogue } from '../i18n/language.ts'
import { classes } from '../ui/classes.ts'

/** How many characters may still be written, or how many are too many. */
export default function CharactersLeft({ left }: { left: number }) {
  const { timeline: labels } = useCatalogue()
  const label = left >= 0 ? labels.charactersLeft(left) : labels.tooLong(-left)
  return (
    <span
      title={label}
      className={classes(
        // A line of its own: the text needs the width.
        '-order-1 basis-full px-2 pt-1 text-end text-xs',
        left < 0 ? 'font-medium text-danger' : 'text-muted',
      )}
    >
      <span aria-hidden className="tabular-nums">
        {left >= 0 ? left : labels.tooMany(-left)}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
