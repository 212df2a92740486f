import { plainText } from '../../wire/text/plain-text.ts'

/**
 * The text that a message is found by: its body as it is drawn, and the names of its files. Whoever changes it raises
 * `TERMS_VERSION`, so that all messages are indexed anew.
 */
export const searchedText = (body: string, fileNames: string | null): string =>
  [plainText(body), fileNames ?? ''].filter(Boolean).join(' ')
