/** As long as it takes to find the place with one's eyes. */
const LIT_MS = 2000

/** Gives the focus to a message that somebody came for, and marks it for a while. True when there is one. */
export function lightUp(row: HTMLElement | null): boolean {
  if (!row) return false
  row.focus({ preventScroll: true })
  row.dataset['lit'] = ''
  setTimeout(() => delete row.dataset['lit'], LIT_MS)
  return true
}
