const literally = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&')

/** A LIKE pattern for lower-case text that contains what was typed, taken literally. */
export const containing = (typed: string) => `%${literally(typed)}%`

/** LIKE patterns of which one fits lower-case text with a word that begins with what was typed, taken literally. */
export const beginningOfWord = (typed: string) =>
  ['', '% ', '%.', '%-', '%\\_'].map((before) => `${before}${literally(typed)}%`)
