import { useText } from '../i18n/language.ts'

/** From here on it is good to know how much still fits. */
const WARN_BELOW = 200

export function Room({ left }: { left: number }) {
  const { timeline: text } = useText()
  if (left >= WARN_BELOW) return null
  const words = left >= 0 ? text.charactersLeft(left) : text.tooLong(-left)
  return (
    <span
      title={words}
      className={
        left < 0 ? 'self-center text-xs font-medium text-danger' : 'self-center text-xs text-muted'
      }
    >
      <span aria-hidden className="tabular-nums">
        {left}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  )
}
