import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { isComposing } from '../browser/composing.ts'
import { useCatalogue } from '../i18n/language.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { usePanels } from '../navigation/panel.ts'
import { SidePanel } from '../ui/SidePanel.tsx'
import { Filters } from './Filters.tsx'
import { Hints } from './Hints.tsx'
import { Results } from './Results.tsx'
import { withoutPlace } from './query.ts'
import { useQuery } from './useQuery.ts'
import { useScrollReturn } from './useScrollReturn.ts'
import { useSearch } from './useSearch.ts'
import { SearchBox } from '../ui/SearchField.tsx'
import { isTouch } from '../browser/touch.ts'

interface SearchPanelProps {
  query: string
  /** What the user typed before, when the back button has opened the panel again. */
  typed?: string | undefined
  /** How far the results were scrolled then. */
  top?: number | undefined
}

/** The time without a key after which the history remembers what was typed. Browsers limit such writes. */
const REMEMBER_MS = 250

/** Searches messages by terms, author, conversation and day. */
export default function SearchPanel({ query, typed: before, top = 0 }: SearchPanelProps) {
  const catalogue = useCatalogue()
  const { show } = usePanels()
  const [asked, setAsked] = useState(query)
  const [typed, setTyped] = useState(before ?? query)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const parsed = useQuery(typed)
  const search = useSearch(parsed.query)
  useScrollReturn({ list, search, top: typed === before ? top : 0 })

  // Opened for another conversation, the panel keeps the terms and searches there.
  if (asked !== query) {
    setAsked(query)
    setTyped(query + withoutPlace(typed))
  }

  const remember = useEffectEvent(() => {
    if (typed !== (before ?? query)) show({ kind: 'search', query, typed })
  })
  useEffect(() => {
    const timer = setTimeout(remember, REMEMBER_MS)
    return () => clearTimeout(timer)
  }, [typed])

  // The caret moves to the end of the text that the panel was opened with. Found messages stay visible: on a touch
  // screen, the focus would open the keyboard above them.
  const isReturn = useRef(before !== undefined)
  useEffect(() => {
    const box = input.current
    const keepsKeyboard = isReturn.current && isTouch()
    isReturn.current = false
    if (keepsKeyboard) return
    box?.focus()
    box?.setSelectionRange(box.value.length, box.value.length)
  }, [query])

  function change(next: string) {
    setTyped(next)
    input.current?.focus()
  }

  /** The arrow keys move from the box into the results. Enter in the box opens the first one. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (isComposing(event.nativeEvent)) return
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a[href]') ?? [])]
    const here = links.findIndex((link) => link === event.target)
    const inBox = event.target === input.current
    if (event.key === 'Enter' && inBox) links[0]?.click()
    else if (event.key === 'ArrowDown' && (inBox || here >= 0)) links[here + 1]?.focus()
    else if (event.key === 'ArrowUp' && here >= 0) (links[here - 1] ?? input.current)?.focus()
    else return
    event.preventDefault()
  }

  return (
    <SidePanel title={catalogue.search.title} onClose={() => show(null)}>
      <div onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
        <div className="flex flex-col gap-2 p-3">
          <SearchBox
            ref={input}
            type="search"
            label={catalogue.search.label}
            value={typed}
            autoFocus={before === undefined}
            maxLength={400}
            onChange={(event) => setTyped(event.target.value)}
          >
            {typed !== '' && (
              <IconButton
                icon={X}
                label={catalogue.search.clear}
                onClick={() => change('')}
                className="absolute inset-y-0 end-1 my-auto"
              />
            )}
          </SearchBox>
          <Filters
            filters={parsed.filters}
            lookingUp={parsed.lookingUp}
            onDrop={({ source }) => change(typed.replace(source, '').trimStart())}
          />
        </div>
        <div
          ref={list}
          // The click leaves the page, and the history keeps the place.
          onClickCapture={() =>
            show({ kind: 'search', query, typed, top: list.current?.scrollTop ?? 0 })
          }
          className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain"
        >
          {parsed.terms === '' && parsed.query === null && (
            <Hints onHint={(hint) => change(`${typed.trimEnd()} ${hint}`.trimStart())} />
          )}
          {parsed.query !== null && <Results search={search} />}
        </div>
      </div>
    </SidePanel>
  )
}
