const literally = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&')

/**
 * A LIKE pattern that finds the typed text anywhere in lower-case text. Wildcards in it count as ordinary characters.
 */
export const containing = (typed: string) => `%${literally(typed)}%`
