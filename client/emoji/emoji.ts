import { emoji } from '../i18n/en/emoji.ts'

export interface Emoji {
  sign: string
  /** The first name is the label. The search looks at all names. */
  names: string
}

export type EmojiGroup = keyof typeof emoji

export const groups = Object.entries(emoji).map(([name, lines]) => ({
  name: name as EmojiGroup,
  emoji: lines
    .split(/[,\n]/u)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry): Emoji => {
      const space = entry.indexOf(' ')
      return { sign: entry.slice(0, space), names: entry.slice(space + 1) }
    }),
}))

/** The most frequent reactions. */
export const QUICK: readonly string[] = ['👍', '❤️', '😂', '🎉', '😮', '🙏']

/**
 * Searches by the beginnings of names. An emoji with exactly this name comes first, then one with these whole words.
 * Frequent emoji come before rare ones.
 */
export function findEmoji(query: string): Emoji[] {
  const names = query.toLowerCase().split(/\s+/u).filter(Boolean)
  const fit = (one: Emoji) => {
    if (one.names === names.join(' ')) return 3
    const whole = names.every((word) => ` ${one.names} `.includes(` ${word} `))
    return whole ? 1 + Number(QUICK.includes(one.sign)) : 0
  }
  return groups
    .flatMap((group) => group.emoji)
    .filter((one) => names.every((word) => ` ${one.names}`.includes(` ${word}`)))
    .sort((one, other) => fit(other) - fit(one))
}
