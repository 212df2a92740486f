const literally = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&')

/**
 * A LIKE pattern that finds the typed text anywhere in lower-case text. Wildcards in it count as ordinary characters.
 */
export const containing = (typed: string) => `%${literally(typed)}%`

/**
 * LIKE patterns that find the typed text at the beginning of a word of lower-case text. Wildcards in it count as
 * ordinary characters.
 */
export const beginningOfWord = (typed: string) =>
  ['', '% ', '%.', '%-', '%\\_'].map((before) => `${before}${literally(typed)}%`)
