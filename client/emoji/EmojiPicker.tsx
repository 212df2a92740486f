import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { isComposing } from '../browser/composing.ts'
import { useEmojiPickerCatalogue } from '../i18n/emoji-picker.ts'
import { loadAllEmoji } from './all-emoji.ts'
import { Categories } from './Categories.tsx'
import { choicesOf, keepRecent, keepTone, quickReactions } from './choices.ts'
import { EmojiGrid } from './EmojiGrid.tsx'
import { findEmoji, groups, type Emoji, type Group } from './emoji.ts'
import { ToneChoice } from './ToneChoice.tsx'
import { withoutTone, withTone } from './tones.ts'

interface EmojiPickerProps {
  /** The person whose last choices come first. */
  owner: string
  onPick: (emoji: string) => void
  /** On a touch screen, the focus in the search box would open the keyboard. */
  takesFocus: boolean
}

/** The number of last choices in the first category. The rest of it is the first real category. */
const RECENT = 16

/** A search box, the categories and a grid. The arrow keys move through the grid, which is one Tab stop. */
export function EmojiPicker({ owner, onPick, takesFocus }: EmojiPickerProps) {
  const labels = useEmojiPickerCatalogue()
  const [query, setQuery] = useState('')
  const [category, setCategory] = useState<string | null>(null)
  const [tone, setTone] = useState(() => choicesOf(owner).tone)
  const all = useAllEmoji()
  const box = useRef<HTMLDivElement>(null)
  const wanted = query.trim()
  const labelOf = (name: string) => labels.groups[name as keyof typeof labels.groups]
  const recent = useMemo(() => recentOf(owner, all), [owner, all])
  const open = all.find(({ name }) => name === category)
  const shown = wanted
    ? [{ name: 'found', label: labels.search, emoji: findEmoji(wanted, all) }]
    : [
        ...(open ? [] : [{ name: 'frequent', label: labelOf('frequent'), emoji: recent }]),
        ...(open ? [open] : all.slice(0, 1)).map(({ name, emoji }) => ({
          ...{ name, emoji },
          label: labelOf(name),
        })),
      ]

  function pick({ sign, hasTones }: Emoji) {
    const picked = hasTones ? withTone(sign, tone) : sign
    keepRecent(owner, picked)
    onPick(picked)
  }

  function onKeyDown(event: KeyboardEvent) {
    const inBox = event.target instanceof HTMLInputElement && event.target.type === 'search'
    if (isComposing(event.nativeEvent) || !inBox) return
    const first = box.current?.querySelector<HTMLElement>('[data-emoji]')
    if (event.key === 'ArrowDown') first?.focus()
    else if (event.key === 'Enter') first?.click()
    else return
    event.preventDefault()
  }

  return (
    <div ref={box} onKeyDown={onKeyDown} className="flex h-[min(24rem,60dvh)] w-full flex-col">
      <input
        type="search"
        aria-label={labels.search}
        placeholder={labels.search}
        value={query}
        autoFocus={takesFocus}
        autoComplete="off"
        maxLength={40}
        onChange={(event) => setQuery(event.target.value)}
        className="m-2 mb-1 h-9 shrink-0 rounded-control border border-control bg-bg px-3 text-base placeholder:text-muted touch:h-11 touch:text-[1rem]"
      />
      {wanted === '' && (
        <Categories
          names={all.map(({ name }) => name)}
          labelOf={labelOf}
          chosen={open?.name ?? null}
          onChoose={setCategory}
        />
      )}
      <div key={category} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2">
        <EmojiGrid sections={shown} tone={tone} onPick={pick} />
        {wanted && shown[0]?.emoji.length === 0 && (
          <p role="status" className="p-2 text-sm text-muted">
            {labels.none}
          </p>
        )}
      </div>
      <ToneChoice
        tone={tone}
        onTone={(next) => {
          setTone(next)
          keepTone(owner, next)
        }}
      />
    </div>
  )
}

/** The most used emoji, and all of them as soon as their list is there. */
function useAllEmoji(): readonly Group[] {
  const [all, setAll] = useState(groups)
  useEffect(() => {
    let isCurrent = true
    // Without the list, the most used emoji stay.
    loadAllEmoji(document.documentElement.lang).then(
      (list) => isCurrent && setAll(list),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [])
  return all
}

function recentOf(owner: string, all: readonly Group[]): Emoji[] {
  const known = new Map(all.flatMap(({ emoji }) => emoji).map((one) => [one.sign, one]))
  return quickReactions(owner, RECENT).map((sign) => {
    const one = known.get(sign) ?? known.get(withoutTone(sign))
    // The tone with which it was chosen stays.
    return { sign, label: one?.label ?? sign, names: one?.names ?? sign }
  })
}
