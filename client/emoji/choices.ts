import { readEmojiChoices, writeEmojiChoices } from '../browser/emoji-choices.ts'
import { QUICK } from './quick.ts'
import { TONES, withoutTone, withTone, type Tone } from './tones.ts'

interface Choices {
  tone: Tone
  /** The newest first. */
  recent: readonly string[]
}

const MOST_RECENT = 24
/** No emoji is longer. What a browser stored may be anything. */
const LONGEST = 32

/** The tone of skin and the last emoji that a person chose in this browser. */
export function choicesOf(owner: string): Choices {
  try {
    const { tone, recent } = JSON.parse(readEmojiChoices(owner) ?? '{}') as Partial<Choices>
    const isSign = (one: unknown) => typeof one === 'string' && one !== '' && one.length <= LONGEST
    return {
      tone: TONES.find((one) => one === tone) ?? 0,
      recent: Array.isArray(recent) ? recent.filter(isSign).slice(0, MOST_RECENT) : [],
    }
  } catch {
    return { tone: 0, recent: [] }
  }
}

const keep = (owner: string, choices: Choices) => writeEmojiChoices(owner, JSON.stringify(choices))

export const keepTone = (owner: string, tone: Tone): void =>
  keep(owner, { ...choicesOf(owner), tone })

export function keepRecent(owner: string, sign: string): void {
  const { tone, recent } = choicesOf(owner)
  keep(owner, {
    tone,
    recent: [sign, ...recent.filter((one) => one !== sign)].slice(0, MOST_RECENT),
  })
}

/** The frequent reactions that have a tone of skin. A heart has none. */
const toned = new Set(['👍', '🙏'])

/** The reactions that are offered at once: those that the person chose last, and then the most frequent ones. */
export function quickReactions(owner: string, count: number): string[] {
  const { recent, tone } = choicesOf(owner)
  const frequent = QUICK.map((sign) => (toned.has(sign) ? withTone(sign, tone) : sign))
  const known = new Set(recent.map(withoutTone))
  return [...recent, ...frequent.filter((sign) => !known.has(withoutTone(sign)))].slice(0, count)
}
