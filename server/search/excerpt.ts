import type { Range } from '../../wire/words/fold-with-origin.ts'
import { matchesIn, type Term } from '../../wire/words/words.ts'

/**
 * These characters surround each match, so that the page can highlight it. They are private-use characters, which no
 * message needs.
 */
const OPEN = '\ue000'
const CLOSE = '\ue001'
/** The length of an excerpt in characters, and how many characters may stand before its first match. */
const LENGTH = 200
const BEFORE = 60

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The passage of a body around the first match, with each match marked. Whitespace becomes single spaces. */
export function excerptOf(body: string, terms: readonly Term[]): string {
  const text = body
    .replace(/[\ue000\ue001]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const matches = matchesIn(text, terms)
  const start = beginOfExcerpt(text, matches[0]?.from ?? 0)
  const end = endOfExcerpt(text, start)
  let marked = start > 0 ? '…' : ''
  let at = start
  for (const match of matches) {
    if (match.from >= end) break
    const { from, to } = wholeCharacters(text, match)
    // Two parts of one emoji are marked once.
    if (to <= at) continue
    const last = Math.min(to, end)
    marked += text.slice(at, from) + OPEN + text.slice(Math.max(at, from), last) + CLOSE
    at = last
  }
  return marked + text.slice(at, end) + (end < text.length ? '…' : '')
}

/** What joins signs to one character. Most texts have none of it. */
const JOINING = /[\u200d\p{M}\p{Emoji_Modifier}]/u

/** A search for 👍 marks 👍🏽 as a whole: a mark within it would show two signs. */
function wholeCharacters(text: string, { from, to }: Range): Range {
  if (!JOINING.test(text.slice(Math.max(0, from - 1), to + 2))) return { from, to }
  const last = characterAt(text, to - 1)
  const { segment = '' } = graphemes.segment(text.slice(last, last + BEFORE)).containing(0) ?? {}
  return { from: characterAt(text, from), to: Math.max(to, last + segment.length) }
}

/** The cut comes after a space where there is one near, so that no word and no character is cut in two. */
function beginOfExcerpt(text: string, match: number): number {
  if (match <= BEFORE) return 0
  const space = text.indexOf(' ', match - BEFORE)
  return space === -1 || space >= match ? characterAt(text, match - BEFORE) : space + 1
}

function endOfExcerpt(text: string, start: number): number {
  if (text.length - start <= LENGTH) return text.length
  const space = text.lastIndexOf(' ', start + LENGTH)
  if (space > start + BEFORE) return space
  // A word that is too long is cut all the same, between two characters.
  const end = characterAt(text, start + LENGTH)
  return end > start + BEFORE ? end : start + LENGTH
}

/** Where the character begins that this place is in, as people see characters. Only the text near it is read. */
function characterAt(text: string, place: number): number {
  const near = Math.max(0, place - BEFORE)
  return (
    near +
    (graphemes.segment(text.slice(near, place + BEFORE)).containing(place - near)?.index ?? 0)
  )
}
