import { plainBlocks, type NameOf } from './plain.ts'
import type { Block } from './nodes.ts'
import { readDrawn, readText } from './read.ts'

interface PlainOptions {
  /** The names that the message mentions people by. Signs of Markdown in them are signs. */
  names?: Iterable<string>
  nameOf?: NameOf
}

/** The text of a message without Markdown, on one line: for search, an excerpt, a notification or an accessible name. */
export function plainText(body: string, { names, nameOf }: PlainOptions = {}): string {
  return onOneLine(names ? readDrawn(body, names) : readText(body), nameOf)
}

export const onOneLine = (blocks: readonly Block[], nameOf?: NameOf): string =>
  plainBlocks(blocks, nameOf).replace(/\s+/gu, ' ').trim()
