const signs: Record<string, string> = {
  smileys: '😀',
  people: '👋',
  nature: '🐻',
  food: '🍔',
  travel: '✈️',
  activity: '⚽',
  objects: '💡',
  symbols: '🔣',
  flags: '🏁',
}
const RECENT_SIGN = '🕘'

interface CategoriesProps {
  names: readonly string[]
  labelOf: (name: string) => string
  /** Null for the last choices. */
  chosen: string | null
  onChoose: (name: string | null) => void
}

/** The categories of the picker. Each is a button, and the chosen one is pressed. */
export function Categories({ names, labelOf, chosen, onChoose }: CategoriesProps) {
  return (
    <div className="flex shrink-0 overflow-x-auto border-b border-line px-1 [scrollbar-width:none]">
      {[null, ...names].map((name) => {
        const label = labelOf(name ?? 'frequent')
        return (
          <button
            key={name}
            type="button"
            aria-label={label}
            title={label}
            aria-pressed={chosen === name}
            onClick={() => onChoose(name)}
            className="ring-inside grid h-8 min-w-7 flex-1 place-items-center border-b-2 border-transparent grayscale hover:grayscale-0 aria-pressed:border-accent aria-pressed:grayscale-0 touch:h-11"
          >
            <span aria-hidden>{name === null ? RECENT_SIGN : (signs[name] ?? '·')}</span>
          </button>
        )
      })}
    </div>
  )
}
