import { tokens, type Palette, type Scheme, type Token } from './tokens.ts'

/** The contrast of two colours by WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [
    number,
    number,
  ]
  return (light + 0.05) / (dark + 0.05)
}

/** The relative luminance of a colour like #0b7a5b. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The colours of texts, and the colours behind them. */
const texts: readonly (readonly [text: Token, on: readonly Token[]])[] = [
  ['text', ['background', 'surface', 'hover']],
  ['muted', ['background', 'surface', 'hover']],
  ['accent', ['background', 'surface']],
  ['on_accent', ['accent', 'accent_strong']],
  ['on_own', ['own']],
  ['own_muted', ['own']],
]
const TEXT = 4.5
/** The colours of the border of a field and of the ring of the focus, and the colours behind them. */
const lines: typeof texts = [
  ['control', ['background']],
  ['focus', ['background', 'surface']],
]
const LINE = 3

/** Each pair of a palette that people could not read, in words. */
export function faintPairs(palette: Palette, scheme: Scheme): string[] {
  const below = (least: number) => (pairs: typeof texts) =>
    pairs.flatMap(([token, grounds]) =>
      grounds.flatMap((ground) => {
        const found = contrast(palette[token], palette[ground])
        if (found >= least) return []
        const shown = Math.floor(found * 10) / 10
        return `${scheme}: ${named(token, palette, scheme)} on ${named(ground, palette, scheme)} has a contrast of ${shown}; ${least} is needed`
      }),
    )
  return [...below(TEXT)(texts), ...below(LINE)(lines)]
}

/** Says which colours are Parley's own: the file does not name them. */
const named = (token: Token, palette: Palette, scheme: Scheme) =>
  `${token} ${palette[token]}${palette[token] === tokens[token][scheme] ? ' (Parley’s own)' : ''}`
