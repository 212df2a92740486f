import { useEffect, useRef, useState, type RefObject } from 'react'
import type { Conversation } from '../../wire/conversations.ts'
import { ConversationRow } from './ConversationRow.tsx'
import { useDrawnRange } from './useDrawnRange.ts'

interface RowsProps {
  items: readonly Conversation[]
  open: string | undefined
  now: Date
}

/**
 * The rows of the list. Of a long list, only the rows near the screen are drawn, so that thousands of conversations cost
 * no more than a hundred. The row with the focus stays, so that scrolling never takes the focus away.
 */
export function Rows({ items, open, now }: RowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const [focused, setFocused] = useState<string>()
  const { from, to } = useDrawnRange(list, items.length)
  const kept = focused === undefined ? -1 : items.findIndex(({ id }) => id === focused)
  useKeepFocus(list, items, focused, kept)
  const drawn = items.slice(from, to).map((item, at) => ({ item, at: from + at }))
  const item = items[kept]
  if (item !== undefined && kept < from) drawn.unshift({ item, at: kept })
  if (item !== undefined && kept >= to) drawn.push({ item, at: kept })
  const isWhole = drawn.length === items.length
  const below = items.length - 1 - (drawn.at(-1)?.at ?? -1)
  return (
    <ul
      ref={list}
      style={{ paddingBottom: `${below * 4}rem` }}
      onFocus={({ target }) => setFocused(target.closest('li')?.dataset['id'])}
      onBlur={() => setFocused(undefined)}
    >
      {drawn.map(({ item, at }, n) => (
        <ConversationRow
          key={item.id}
          conversation={item}
          active={item.id === open}
          now={now}
          skipped={at - (drawn[n - 1]?.at ?? -1) - 1}
          position={isWhole ? undefined : at + 1}
          count={isWhole ? undefined : items.length}
        />
      ))}
    </ul>
  )
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
