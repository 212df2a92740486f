/** The longest title that a card shows. */
const MAX_GRAPHEMES = 160
/** One grapheme can carry any number of accents. */
const MAX_UNITS = 600

/**
 * Characters that are invisible or change the direction of the text around them. The two joiners and the selectors of
 * emoji stay, because some scripts and emoji need them.
 */
const HIDDEN =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** A character that is visible. The empty pattern of Braille is a symbol, but it is invisible. */
const DRAWN = /(?!\u2800)[\p{L}\p{N}\p{S}\p{P}]/u

/** A stranger's text as one line for a card, cut between two graphemes. Null when nothing of it is visible. */
export function shownText(text: string): string | null {
  const line = text
    .slice(0, 10 * MAX_UNITS)
    .replace(/\s+/g, ' ')
    .replace(HIDDEN, '')
    .trim()
  if (!DRAWN.test(line)) return null
  let shown = ''
  let count = 0
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (count === MAX_GRAPHEMES || shown.length + segment.length > MAX_UNITS) break
    shown += segment
    count += 1
  }
  if (shown === '') return null
  return shown.length < line.length ? `${shown.trimEnd()}…` : shown
}
