import { plainBlocks, type NameOf } from './plain.ts'
import { readText } from './read.ts'

/** The text of a message without Markdown, on one line: for search, an excerpt, a notification or an accessible name. */
export function plainText(body: string, nameOf?: NameOf): string {
  return plainBlocks(readText(body), nameOf).replace(/\s+/gu, ' ').trim()
}
