/** The modifiers of Unicode for the colour of skin, from light to dark. */
const MODIFIERS = ['\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}']

/** 0 is the yellow of an emoji without a tone. */
export const TONES = [0, 1, 2, 3, 4, 5] as const
export type Tone = (typeof TONES)[number]

/** Gives everybody in an emoji this tone of skin. Only for emoji whose list says that they have tones. */
export function withTone(sign: string, tone: Tone): string {
  const modifier = tone === 0 ? '' : MODIFIERS[tone - 1]!
  if (modifier === '') return sign
  return sign.replace(/(\p{Emoji_Modifier_Base})\u{FE0F}?/gu, `$1${modifier}`)
}

/** The same emoji without tones. */
export const withoutTone = (sign: string) => sign.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '')
