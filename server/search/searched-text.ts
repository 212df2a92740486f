/** What a search reads of a body. Whoever changes it raises `TERMS_VERSION`, so that all messages are indexed anew. */
const readable = (body: string) => body

/** The text that a message is found by: its body and the names of its files. */
export const searchedText = (body: string, fileNames: string | null): string =>
  fileNames === null ? readable(body) : `${readable(body)} ${fileNames}`
