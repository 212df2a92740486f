import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'

/** Moves the focus between the rows of the list, and from the link of a row to its button and back. */
export function onRowKey(
  event: KeyboardEvent<HTMLElement>,
  items: readonly { id: string }[],
  /** Draws this row, which may be far away. */
  draw: (id: string) => void,
): void {
  const { target, key, currentTarget } = event
  if (!(target instanceof HTMLElement)) return
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  // The button opens its menu with the vertical arrows, and the menu handles its own keys.
  const row = target.closest<HTMLElement>('li[data-id]')
  const isLink = target.matches('li > a')
  if (!row || !(isLink || target.matches('li > button'))) return
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    row.querySelector<HTMLElement>(isLink ? ':scope > button' : ':scope > a')?.focus()
    return event.preventDefault()
  }
  const here = items.findIndex(({ id }) => id === row.dataset['id'])
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[key]
  if (!isLink || to === undefined) return
  event.preventDefault()
  const next = items[Math.max(0, Math.min(to, items.length - 1))]
  if (!next) return
  flushSync(() => draw(next.id))
  currentTarget.querySelector<HTMLElement>(`[data-id="${next.id}"] > a`)?.focus()
}
