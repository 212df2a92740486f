import { useState, type KeyboardEvent } from 'react'
import type { Emoji } from './emoji.ts'
import { withTone, type Tone } from './tones.ts'

interface EmojiGridProps {
  sections: readonly { name: string; label: string; emoji: readonly Emoji[] }[]
  tone: Tone
  onPick: (emoji: Emoji) => void
}

const COLUMNS = 8

export function EmojiGrid({ sections, tone, onPick }: EmojiGridProps) {
  const [active, setActive] = useState<string | null>(null)
  const first = sections.find((section) => section.emoji.length > 0)
  const stop = active ?? `${first?.name ?? ''} 0`

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-emoji]')]
    const here = buttons.findIndex((button) => button === event.target)
    const forwards = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const steps: Record<string, number> = {
      ArrowRight: forwards,
      ArrowLeft: -forwards,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
      Home: -here,
      End: buttons.length - 1 - here,
    }
    const step = steps[event.key]
    if (here === -1 || step === undefined) return
    event.preventDefault()
    buttons[Math.max(0, Math.min(here + step, buttons.length - 1))]?.focus()
  }

  return (
    <div onKeyDown={onKeyDown}>
      {sections.map((section) => (
        <section key={section.name} aria-label={section.label}>
          <h3 className="px-1 pt-2 pb-1 text-xs font-medium text-muted">{section.label}</h3>
          <div className="grid grid-cols-8">
            {section.emoji.map((emoji, place) => {
              const { sign, label, hasTones } = emoji
              const key = `${section.name} ${place}`
              return (
                <button
                  key={key}
                  type="button"
                  data-emoji
                  tabIndex={key === stop ? 0 : -1}
                  aria-label={label}
                  title={label}
                  onFocus={() => setActive(key)}
                  onClick={() => onPick(emoji)}
                  className="ring-inside grid aspect-square min-h-8 place-items-center rounded-control text-xl hover:bg-hover"
                >
                  <span aria-hidden>{hasTones ? withTone(sign, tone) : sign}</span>
                </button>
              )
            })}
          </div>
        </section>
      ))}
    </div>
  )
}
