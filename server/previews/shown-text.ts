/** A title is a line. More than this is no title any more. */
const MAX_GRAPHEMES = 160
/** One grapheme can carry any number of accents. */
const MAX_UNITS = 600

/**
 * Signs that draw nothing or change the direction of what stands around them. The two joiners and the selectors of emoji
 * stay: some scripts and emoji are written with them.
 */
const HIDDEN =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/** What draws something. The empty pattern of Braille counts as a sign and draws nothing. */
const DRAWN = /(?!\u2800)[\p{L}\p{N}\p{S}\p{P}]/u

/** One line of a stranger's text as it may stand in a card, cut between two graphemes. Null when it shows nothing. */
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
