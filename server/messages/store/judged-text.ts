import { plainText } from '../../../wire/text/plain-text.ts'
import { hasMarkup } from '../../../wire/text/read.ts'

/** The text as the page shows it, where that is another one: `cas**i**no` is shown as "casino". */
export function shownOf(body: string): string | null {
  if (!hasMarkup(body)) return null
  const shown = plainText(body)
  return shown === body ? null : shown
}

/** What a filter is tried on: the text as it was written, and as it is shown. */
export function judgedText(body: string): string {
  const shown = shownOf(body)
  return shown === null ? body : `${body}\n${shown}`
}
