// No schema library here, for the same reason as in ../error-codes.ts.
import { fold } from './fold.ts'
import { foldWithOrigin, type Range } from './fold-with-origin.ts'
import { attachedTo, cut, pairsOf, piecesOf, placesIn, unitsOf, type Place } from './places.ts'

/**
 * The version of the terms. Raise it when you change the fold, the cut of `places.ts` or the searched text. The relay then
 * indexes all messages anew.
 */
export const TERMS_VERSION = 4

/** A Korean syllable may be a part of one while it is typed: 하 is the beginning of 한. */
const ENDS_IN_HANGUL = /\p{sc=Hang}$/u

/** A term that a search asks for. */
export interface Term {
  term: string
  /** Whether words match that begin with the term. */
  isBeginning: boolean
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
