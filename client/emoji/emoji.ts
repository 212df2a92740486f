import { emoji } from '../i18n/en/emoji.ts'

export interface Emoji {
  sign: string
  /** The first is its name, all of them are searched. */
  words: string
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
      return { sign: entry.slice(0, space), words: entry.slice(space + 1) }
    }),
}))

/** What most reactions are. */
export const QUICK = ['👍', '❤️', '😂', '🎉', '😮', '🙏'] as const

export function findEmoji(query: string): Emoji[] {
  const words = query.toLocaleLowerCase().split(/\s+/u).filter(Boolean)
  return groups
    .flatMap((group) => group.emoji)
    .filter((one) => words.every((word) => ` ${one.words}`.includes(` ${word}`)))
}
