const JOINER = '\u200d'
const VARIATION = '\ufe0f'
/** Variation selectors and signs that join or part nothing here. */
const SELECTORS = /[\ufe0e\ufe0f\u200b\u200c\u2060\ufeff]/gu
const JOINERS = /\u200d+/gu
const OUTER = /^\u200d+|\u200d+$/gu
/** Emoji that are letters without the selector. One with a skin tone needs none. */
const TEXTUAL = /(?![\p{Emoji_Presentation}\p{Emoji_Modifier}])\p{Emoji}(?!\p{Emoji_Modifier})/gu
const KEYCAP = /^([0-9#*])\u20e3$/u

let realEmoji: RegExp | undefined
/** Made when it is needed: the oldest browsers do not know this kind of expression, and only the relay uses it. */
const isReal = (text: string) =>
  (realEmoji ??= new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v')).test(text)

/**
 * The one spelling of an emoji: with the selectors that Unicode recommends, and without signs that change nothing.
 * Null: this is not one real emoji.
 */
export function normalEmoji(text: string): string | null {
  const bare = text.replace(SELECTORS, '').replace(JOINERS, JOINER).replace(OUTER, '')
  const normal = bare
    .replace(KEYCAP, `$1${VARIATION}\u20e3`)
    .replace(TEXTUAL, (letter) => (bare.endsWith('\u20e3') ? letter : letter + VARIATION))
  return isReal(normal) ? normal : null
}

/** A body of nothing but few emoji is shown large. */
const MOST = 6
const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Extended_Pictographic}\p{Emoji_Modifier}|\p{RI}\p{RI}|[0-9#*]\ufe0f?\u20e3)/u
const LONGEST = 200

export function isFewEmoji(body: string): boolean {
  if (body.length > LONGEST) return false
  const shown = body.replace(/\s/gu, '')
  // Almost every message begins with another sign. To cut it into signs costs more than all else of its drawing.
  if (!EMOJI.test(shown)) return false
  const signs = [...new Intl.Segmenter().segment(shown)]
  return signs.length <= MOST && signs.every(({ segment }) => EMOJI.test(segment))
}
