/** Long enough to find the message on the screen. */
const LIT_MS = 2000

/** Focuses a message and highlights it for a while. True if the row exists. */
export function lightUp(row: HTMLElement | null): boolean {
  if (!row) return false
  row.focus({ preventScroll: true })
  row.dataset['lit'] = ''
  setTimeout(() => delete row.dataset['lit'], LIT_MS)
  return true
}
