import { plainText } from '../../wire/text/plain-text.ts'

/**
 * The text that a message is found by: its body as it is drawn, and the names of its files. Whoever changes it raises
 * `TERMS_VERSION`, so that all messages are indexed anew.
 * @param names the names that the body mentions people by: a sign of Markdown in a name is drawn as a sign
 */
export const searchedText = (
  body: string,
  fileNames: string | null,
  names: readonly string[] = [],
): string => [plainText(body, { names }), fileNames ?? ''].filter(Boolean).join(' ')
