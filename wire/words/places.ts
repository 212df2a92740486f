import { ASCII } from './fold.ts'

/** The most characters of a term. A search has at most this many, too. */
const LONGEST = 200

/**
 * A letter of a script that is written without spaces, with its marks. Korean has spaces, but writers differ about them:
 * 한국사람 and 한국 사람 are the same, and particles follow a word directly.
 */
const UNSPACED =
  /(?![\u02BC-\u02CB])(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]\p{M}*/u
const LETTER = /[\p{L}\p{M}\p{N}]/u
/** Signs that people search for: currency, arithmetic, emoji. Flags are two signs. Other punctuation separates words. */
const SIGN = /[\u{1F1E6}-\u{1F1FF}]{2}|(?!\p{Sk})\p{S}|[#%&@§]/u
const PIECE = new RegExp(
  `(?<run>(?:${UNSPACED.source})+)|(?<word>(?:(?!${UNSPACED.source})${LETTER.source})+)|(?<sign>${SIGN.source})`,
  'gu',
)
/** The signs of these that are ASCII. */
const ASCII_SIGNS = '$+<=>|~#%&@'
/** What may stand inside a word: O'Neil is also found as "oneil", and e-mail as "email". */
const INSIDE: readonly (string | undefined)[] = ["'", '-']
/** What may stand between two words that some people write as one: 山田 花子 and 한국 사람. */
const GAP = /^[\s\u200B・]+$/u

/** A term of a text and its place in the folded text. */
export interface Place {
  term: string
  from: number
  to: number
  /** Whether it is one of the overlapping terms of a script without spaces. */
  isInRun: boolean
  /** A beginning of this term that is also a term by itself. What is shorter matches that term, and not this one. */
  begins?: string
}

interface Piece extends Place {
  kind: 'run' | 'word' | 'sign'
}

export const cut = (term: string) => term.slice(0, LONGEST)

/** The words, signs and runs of a folded text, in order. */
export function piecesOf(folded: string): Piece[] {
  if (ASCII.test(folded)) return asciiPieces(folded)
  return Array.from(folded.matchAll(PIECE), ({ 0: term, index, groups }) => ({
    term,
    from: index,
    to: index + term.length,
    isInRun: groups?.run !== undefined,
    kind: groups?.run !== undefined ? 'run' : groups?.word !== undefined ? 'word' : 'sign',
  }))
}

/** The same for folded ASCII, ten times as fast: cutting words is most of the work of an excerpt. */
function asciiPieces(folded: string): Piece[] {
  const pieces: Piece[] = []
  for (let from = 0, to = 0; from < folded.length; from = to) {
    to = from + 1
    const isWord = isAsciiLetter(folded, from)
    if (isWord) while (isAsciiLetter(folded, to)) to++
    const term = folded.slice(from, to)
    if (!isWord && !ASCII_SIGNS.includes(term)) continue
    pieces.push({ term, from, to, isInRun: false, kind: isWord ? 'word' : 'sign' })
  }
  return pieces
}

/** Whether a folded text has a letter of ASCII at this place, or a digit. */
function isAsciiLetter(folded: string, place: number): boolean {
  const code = folded.charCodeAt(place)
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

/** Everything in a folded text that it is found by. */
export function placesIn(folded: string): Place[] {
  const pieces = piecesOf(folded)
  const places: Place[] = []
  for (const [place, piece] of pieces.entries()) {
    if (piece.kind === 'run') {
      const units = unitsOf(piece)
      places.push(...pairsOf(units))
      const across = acrossGap(units.at(-1)!, pieces[place + 1], folded)
      if (across) places.push(across)
      continue
    }
    places.push(piece.term.length > LONGEST ? { ...piece, term: cut(piece.term) } : piece)
    const attached = attachedTo(pieces, place)
    if (attached) places.push(attached)
    const joined = joinedFrom(pieces, place, folded)
    if (joined) places.push(joined)
  }
  return places
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
/**
 * A Chinese or Japanese character, or a Korean syllable of folded letters. They need no dictionary, and cutting them like
 * this takes a fifth of the time.
 */
const CHARACTER =
  /[\u3040-\u3098\u309B-\u30FF\u3400-\u9FFF][\u3099\u309A]?|[\u1100-\u115F][\u1160-\u11A7]*[\u11A8-\u11FF]*/gu
const SIMPLE = new RegExp(`^(?:${CHARACTER.source})+$`, 'u')

/** The characters of a run, as people see them. */
export function unitsOf({ term: run, from: start }: Piece): Place[] {
  const units = SIMPLE.test(run)
    ? Array.from(run.matchAll(CHARACTER), ({ 0: segment, index }) => ({ segment, index }))
    : Array.from(graphemes.segment(run))
  return units.map(({ segment: term, index }) => {
    const from = start + index
    return { term, from, to: from + term.length, isInRun: true }
  })
}

/** Each character with the next one, and the last one alone. So any part of the run is found. */
export const pairsOf = (units: readonly Place[]): Place[] =>
  units.map((unit, place) => {
    const next = units[place + 1]
    return next ? { ...unit, term: unit.term + next.term, to: next.to } : unit
  })

/** A word and a sign that stand side by side, as in "C#" and "€50". Then "C#" does not find "C and #". */
export function attachedTo(pieces: readonly Piece[], place: number): Place | null {
  const [piece, before] = [pieces[place]!, pieces[place - 1]]
  if (before?.to !== piece.from || before.isInRun || before.kind === piece.kind) return null
  const term = cut(before.term + piece.term)
  return { ...piece, term, from: before.from, begins: cut(before.term) }
}

/** The end of a run and the beginning of the next one as one term: some people leave out the space between. */
function acrossGap(last: Place, next: Piece | undefined, folded: string): Place | null {
  if (next === undefined || next.from === last.to) return null
  if (!GAP.test(folded.slice(last.to, next.from))) return null
  if (!last.isInRun || next.kind !== 'run') return null
  const first = unitsOf(next)[0]!
  const term = cut(last.term + first.term)
  return { term, from: last.from, to: first.to, isInRun: false, begins: cut(last.term) }
}

/** One term of several words, from this place on, with only an apostrophe or a hyphen between each two. */
function joinedFrom(pieces: readonly Piece[], place: number, folded: string): Place | null {
  if (!isJoined(pieces, place, folded) || isJoined(pieces, place - 1, folded)) return null
  let end = place + 1
  while (isJoined(pieces, end, folded) && end < place + 8) end++
  const words = pieces.slice(place, end + 1)
  const term = cut(words.map((word) => word.term).join(''))
  const { from, term: begins } = pieces[place]!
  return { term, from, to: pieces[end]!.to, isInRun: false, begins }
}

function isJoined(pieces: readonly Piece[], place: number, folded: string): boolean {
  const [one, next] = [pieces[place], pieces[place + 1]]
  if (one?.kind !== 'word' || next?.kind !== 'word') return false
  return next.from === one.to + 1 && INSIDE.includes(folded[one.to])
}
