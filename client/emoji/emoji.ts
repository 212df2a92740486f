import { emoji } from '../i18n/en/emoji.ts'
import { QUICK } from './quick.ts'

export interface Emoji {
  sign: string
  label: string
  /** The search looks at all names. */
  names: string
  /** Whether it is drawn in the chosen tone of skin. */
  hasTones?: boolean
}

export interface Group {
  name: string
  emoji: readonly Emoji[]
}

/** The most used emoji. They are there before the whole list has come, and without it. */
export const groups: readonly Group[] = Object.entries(emoji).map(([name, lines]) => ({
  name,
  emoji: lines
    .split(/[,\n]/u)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry): Emoji => {
      const space = entry.indexOf(' ')
      const names = entry.slice(space + 1)
      return { sign: entry.slice(0, space), label: names, names }
    }),
}))

/**
 * Searches by the beginnings of names. An emoji with exactly this name comes first, then one with these whole words.
 * Frequent emoji come before rare ones.
 */
export function findEmoji(query: string, among: readonly Group[] = groups): Emoji[] {
  const names = query.toLowerCase().split(/\s+/u).filter(Boolean)
  const fit = (one: Emoji) => {
    if (one.label === names.join(' ')) return 3
    const whole = names.every((word) => ` ${one.names} `.includes(` ${word} `))
    return whole ? 1 + Number(QUICK.includes(one.sign)) : 0
  }
  return among
    .flatMap((group) => group.emoji)
    .filter((one) => names.every((word) => ` ${one.names}`.includes(` ${word}`)))
    .sort((one, other) => fit(other) - fit(one))
}
