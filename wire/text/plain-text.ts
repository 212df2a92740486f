import { plainBlocks, type NameOf } from './plain.ts'
import { readText } from './read.ts'

interface PlainOptions {
  /** The names that the message mentions people by. Signs of Markdown in them are signs. */
  names?: Iterable<string>
  nameOf?: NameOf
}

/** The text of a message without Markdown, on one line: for search, an excerpt, a notification or an accessible name. */
export function plainText(body: string, { names, nameOf }: PlainOptions = {}): string {
  const known = names && new Set(names)
  const blocks = readText(body, known ? { names: known, known } : {})
  return plainBlocks(blocks, nameOf).replace(/\s+/gu, ' ').trim()
}
