import { useRef, useState, type KeyboardEvent } from 'react'
import { isComposing } from '../browser/composing.ts'
import { useCatalogue } from '../i18n/language.ts'
import { EmojiGrid } from './EmojiGrid.tsx'
import { findEmoji, groups, QUICK } from './emoji.ts'

interface EmojiPickerProps {
  onPick: (emoji: string) => void
  /** Shows the most frequent reactions first. */
  quick?: boolean
}

/** A search box and a grid. The arrow keys move through the grid, which is one Tab stop. */
export function EmojiPicker({ onPick, quick = false }: EmojiPickerProps) {
  const { messages: labels } = useCatalogue()
  const [query, setQuery] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const wanted = query.trim()
  const all = groups.flatMap((group) => group.emoji)
  const frequent = QUICK.map((sign) => all.find((one) => one.sign === sign)).filter(
    (one) => one !== undefined,
  )
  const shown = wanted
    ? [{ name: 'found', label: labels.emojiSearch, emoji: findEmoji(wanted) }]
    : [
        ...(quick
          ? [{ name: 'frequent', label: labels.emojiGroups.frequent, emoji: frequent }]
          : []),
        ...groups.map((group) => ({ ...group, label: labels.emojiGroups[group.name] })),
      ]

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent) || !(event.target instanceof HTMLInputElement)) return
    const first = box.current?.querySelector<HTMLElement>('[data-emoji]')
    if (event.key === 'ArrowDown') first?.focus()
    else if (event.key === 'Enter') first?.click()
    else return
    event.preventDefault()
  }

  return (
    <div ref={box} onKeyDown={onKeyDown} className="flex h-[min(22rem,60dvh)] w-full flex-col">
      <input
        type="search"
        aria-label={labels.emojiSearch}
        placeholder={labels.emojiSearch}
        value={query}
        autoFocus
        autoComplete="off"
        maxLength={40}
        onChange={(event) => setQuery(event.target.value)}
        className="m-2 h-9 shrink-0 rounded-control border border-control bg-bg px-3 text-base placeholder:text-muted touch:h-11 touch:text-[1rem]"
      />
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2">
        <EmojiGrid sections={shown} onPick={onPick} />
        {wanted && shown[0]?.emoji.length === 0 && (
          <p role="status" className="p-2 text-sm text-muted">
            {labels.emojiNone}
          </p>
        )}
      </div>
    </div>
  )
}
