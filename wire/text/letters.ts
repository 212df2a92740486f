// The first load has none of this: the parser comes after the first screen.

/** Letters of scripts that put no space between words. Hangul is here because particles follow a name directly. */
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\u30fc]/u
const WORD = /[\p{L}\p{N}\p{M}]/u

/** A letter that joins its neighbours to one word. A letter of a script without spaces joins nothing. */
export const isJoining = (letter: string): boolean => WORD.test(letter) && !SPACELESS.test(letter)

export const isSpaceless = (letter: string): boolean => SPACELESS.test(letter)

/** The character that begins at this place, or ends before it. Empty outside of the text. */
export const characterAt = (text: string, at: number): string => {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}
export const characterBefore = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1)
  const isPair = low >= 0xdc00 && low <= 0xdfff && at > 1
  return isPair ? characterAt(text, at - 2) : text.charAt(at - 1)
}
