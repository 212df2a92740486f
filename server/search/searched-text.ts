import { onOneLine, plainText } from '../../wire/text/plain-text.ts'
import { readDrawn } from '../../wire/text/read.ts'
import { containedTerm } from '../../wire/words/contained.ts'
import { termsOf } from '../../wire/words/words.ts'
import { containedIn } from './contained.ts'

/**
 * The text that a message is found by: its body as it is drawn, and the names of its files. Whoever changes it raises
 * `TERMS_VERSION`, so that all messages are indexed anew.
 * @param names the names that the body mentions people by: a sign of Markdown in a name is drawn as a sign
 */
export const searchedText = (
  body: string,
  fileNames: string | null,
  names: readonly string[] = [],
): string => withFiles(plainText(body, { names }), fileNames)

/** The terms of a message in the index: its words, and what it contains. */
export function indexedTerms(
  body: string,
  names: readonly string[],
  files: { names: string | null; kinds: readonly (string | null)[] },
): string[] {
  const blocks = readDrawn(body, names)
  return [
    ...termsOf(withFiles(onOneLine(blocks), files.names)),
    ...containedIn(blocks, files.kinds).map(containedTerm),
  ]
}

const withFiles = (text: string, fileNames: string | null) =>
  [text, fileNames ?? ''].filter(Boolean).join(' ')
