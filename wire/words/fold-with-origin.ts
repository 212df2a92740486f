import { ASCII, fold } from './fold.ts'

export interface Range {
  from: number
  to: number
}

/** ASCII keeps its length when it is folded, so a run of it is folded at once: an excerpt takes half the time. */
const SIGNS = /(?<ascii>[ -~]+)(?!\p{M})|\P{M}\p{M}*|\p{M}+/gu

/**
 * The folded text, and for each of its characters the range of the text that it comes from. A text of ASCII has no
 * `origin`: each character comes from its own place.
 */
export function foldWithOrigin(text: string): { folded: string; origin?: Range[] } {
  if (ASCII.test(text)) return { folded: fold(text) }
  const origin: Range[] = []
  let folded = ''
  for (const { 0: sign, index, groups } of text.matchAll(SIGNS)) {
    const piece = fold(sign)
    folded += piece
    if (groups?.ascii !== undefined) {
      for (let n = index; n < index + sign.length; n++) origin.push({ from: n, to: n + 1 })
      continue
    }
    for (let n = 0; n < piece.length; n++) origin.push({ from: index, to: index + sign.length })
  }
  return { folded, origin }
}
