// No schema library here, for the same reason as in ../error-codes.ts.
import { ASCII, fold } from './fold.ts'

/**
 * The version of the terms that this file makes. Raise it when you change the fold, the cut or the searched text. The
 * relay then indexes all messages anew.
 */
export const TERMS_VERSION = 4

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
/** A Korean syllable may be a part of one while it is typed: 하 is the beginning of 한. */
const ENDS_IN_HANGUL = /\p{sc=Hang}$/u

/** A term of a text and its place in the folded text. */
interface Place {
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

/** A term that a search asks for. */
export interface Term {
  term: string
  /** Whether words match that begin with the term. */
  isBeginning: boolean
}

export interface Range {
  from: number
  to: number
}

/** The terms that a text is found by, each once. */
export const termsOf = (text: string): string[] => [
  ...new Set(placesIn(fold(text)).map(({ term }) => term)),
]

/** The terms of what a person typed. The last word may be the beginning of one. */
export function typedTerms(typed: string): Term[] {
  const pieces = piecesOf(fold(typed))
  const last = pieces.at(-1)
  const exact = new Set<string>()
  const beginnings = new Set<string>()
  for (const [place, piece] of pieces.entries()) {
    const isLast = piece === last
    if (piece.kind === 'run') {
      const units = unitsOf(piece)
      if (units.length === 1) beginnings.add(piece.term)
      else {
        const pairs = pairsOf(units).slice(0, -1)
        for (const pair of pairs) {
          const isPart = pair === pairs.at(-1) && ENDS_IN_HANGUL.test(pair.term)
          const into = isPart ? beginnings : exact
          into.add(pair.term)
        }
      }
    } else {
      const into = piece.kind === 'word' && isLast ? beginnings : exact
      into.add(cut(piece.term))
      const attached = attachedTo(pieces, place)
      if (attached) into.add(attached.term)
    }
  }
  return [
    ...[...exact].map((term) => ({ term, isBeginning: false })),
    ...[...beginnings].map((term) => ({ term, isBeginning: true })),
  ]
}

/** Whether a text has all these terms. */
export function hasTerms(text: string, terms: readonly Term[]): boolean {
  if (terms.length === 0) return false
  const folded = fold(text)
  // Looking for the letters costs much less than cutting words, and most texts do not have them.
  const joined = folded.replace(/['\-\s\u200B・]/g, '')
  if (!terms.every(({ term }) => folded.includes(term) || joined.includes(term))) return false
  const places = placesIn(folded)
  return terms.every((term) => places.some((place) => fits(place, term)))
}

/** The ranges of a text that these terms match, in order. No two of them touch. */
export function matchesIn(text: string, terms: readonly Term[]): Range[] {
  const { folded, origin } = foldWithOrigin(text)
  const ranges: Range[] = []
  for (const place of placesIn(folded)) {
    for (const term of terms) {
      if (!fits(place, term)) continue
      const to = place.isInRun ? place.from + term.term.length : place.to
      // Without an origin each character stands for itself.
      ranges.push({
        from: origin?.[place.from]!.from ?? place.from,
        to: origin?.[to - 1]!.to ?? to,
      })
    }
  }
  ranges.sort((a, b) => a.from - b.from)
  const merged: Range[] = []
  for (const { from, to } of ranges) {
    const previous = merged.at(-1)
    if (previous && from <= previous.to) previous.to = Math.max(previous.to, to)
    else merged.push({ from, to })
  }
  return merged
}

const fits = (place: Place, { term, isBeginning }: Term) =>
  isBeginning
    ? place.term.startsWith(term) && term.length > (place.begins?.length ?? 0)
    : place.term === term

const cut = (term: string) => term.slice(0, LONGEST)

function piecesOf(folded: string): Piece[] {
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

function placesIn(folded: string): Place[] {
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
function unitsOf({ term: run, from: start }: Piece): Place[] {
  const units = SIMPLE.test(run)
    ? Array.from(run.matchAll(CHARACTER), ({ 0: segment, index }) => ({ segment, index }))
    : Array.from(graphemes.segment(run))
  return units.map(({ segment: term, index }) => {
    const from = start + index
    return { term, from, to: from + term.length, isInRun: true }
  })
}

/** Each character with the next one, and the last one alone. So any part of the run is found. */
const pairsOf = (units: readonly Place[]): Place[] =>
  units.map((unit, place) => {
    const next = units[place + 1]
    return next ? { ...unit, term: unit.term + next.term, to: next.to } : unit
  })

/** A word and a sign that stand side by side, as in "C#" and "€50". Then "C#" does not find "C and #". */
function attachedTo(pieces: readonly Piece[], place: number): Place | null {
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

/** ASCII keeps its length when it is folded, so a run of it is folded at once: an excerpt takes half the time. */
const SIGNS = /(?<ascii>[ -~]+)(?!\p{M})|\P{M}\p{M}*|\p{M}+/gu

/**
 * The folded text, and for each of its characters the range of the text that it comes from. A text of ASCII has no
 * `origin`: each character comes from its own place.
 */
function foldWithOrigin(text: string): { folded: string; origin?: Range[] } {
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
