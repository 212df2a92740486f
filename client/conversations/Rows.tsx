import { startTransition, useEffect, useRef, useState, type RefObject } from 'react'
import { wasPointer } from '../browser/last-input.ts'
import type { Conversation } from '../../wire/conversations.ts'
import { ConversationRow } from './ConversationRow.tsx'
import type { onRowKey } from './row-keys.ts'
import { useDrawnRange } from './useDrawnRange.ts'

interface RowsProps {
  items: readonly Conversation[]
  open: string | undefined
  now: Date
}

/**
 * The rows of the list. Of a long list, only the rows near the screen are drawn, so that thousands of conversations cost
 * no more than a hundred. The row with the focus stays, so that scrolling never takes the focus away. The list is one Tab
 * stop: the arrow keys, Home and End move between rows and to the button of a row.
 */
export function Rows({ items, open, now }: RowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const keys = useRowKeys()
  const [focused, setFocused] = useState<string>()
  /** The row that had the focus last. */
  const [last, setLast] = useState<string>()
  const { from, to } = useDrawnRange(list, items.length)
  const kept = focused === undefined ? -1 : items.findIndex(({ id }) => id === focused)
  useKeepFocus(list, items, focused, kept)
  const drawn = items.slice(from, to).map((item, at) => ({ item, at: from + at }))
  const item = items[kept]
  if (item !== undefined && kept < from) drawn.unshift({ item, at: kept })
  if (item !== undefined && kept >= to) drawn.push({ item, at: kept })
  const isWhole = drawn.length === items.length
  const isDrawn = (id: string | undefined) => drawn.some(({ item }) => item.id === id)
  const tabStop = [last, open].find(isDrawn) ?? drawn[0]?.item.id
  const below = items.length - 1 - (drawn.at(-1)?.at ?? -1)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the links and buttons of the rows get the keys
    <ul
      ref={list}
      style={{ paddingBottom: `${below * 4}rem` }}
      onKeyDown={(event) => keys?.(event, items, setFocused)}
      onFocus={({ target }) => {
        const id = idOf(target)
        // A click on a row gives it the focus first. What the click opens is drawn before this.
        startTransition(() => {
          setFocused(id)
          if (!wasPointer()) setLast(id)
        })
      }}
      // The row is drawn once: as the open one, and as the Tab stop.
      onClick={({ target }) => {
        const id = idOf(target as Element)
        if (id !== undefined) setLast(id)
      }}
      onBlur={() => startTransition(() => setFocused(undefined))}
    >
      {drawn.map(({ item, at }, n) => (
        <ConversationRow
          key={item.id}
          conversation={item}
          active={item.id === open}
          tabbable={item.id === tabStop}
          now={now}
          skipped={at - (drawn[n - 1]?.at ?? -1) - 1}
          position={isWhole ? undefined : at + 1}
          count={isWhole ? undefined : items.length}
        />
      ))}
    </ul>
  )
}

const idOf = (target: Element) => target.closest('li')?.dataset['id']

/** The keys of the list come after its first rows are drawn. Without them Tab reaches one row. */
function useRowKeys() {
  const [keys, setKeys] = useState<typeof onRowKey>()
  useEffect(() => {
    import('./row-keys.ts').then(
      (loaded) => setKeys(() => loaded.onRowKey),
      () => undefined,
    )
  }, [])
  return keys
}

/** A row that leaves the list while it has the focus, as when it is archived, gives it to the row in its place. */
function useKeepFocus(
  list: RefObject<HTMLElement | null>,
  items: readonly Conversation[],
  focused: string | undefined,
  at: number,
) {
  const place = useRef(0)
  useEffect(() => {
    if (focused === undefined) return
    if (at >= 0) place.current = at
    else if (document.activeElement === document.body) {
      const { id } = items[Math.min(place.current, items.length - 1)] ?? {}
      list.current?.querySelector<HTMLElement>(`[data-id="${id}"] a`)?.focus()
    }
  }, [list, items, focused, at])
}
