/** `DI`: signs that show nothing, such as the fillers of Hangul. The others show nothing either. */
const VISIBLE = /[^\p{DI}\p{Cc}\s\u2800\ufff9-\ufffb\u{13430}-\u{1343f}\u{16fe4}\u{1d159}]/u

/** Whether a text has no sign that a reader can see. The relay refuses such a message, and the composer sends none. */
export const showsNothing = (text: string): boolean => !VISIBLE.test(text)

/** Letters of scripts that put no space between words. Hangul is here because particles follow a name directly. */
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\u30fc]/u
const WORD = /[\p{L}\p{N}\p{M}]/u

/** A letter that joins its neighbours to one word. A letter of a script without spaces joins nothing. */
export const isJoining = (letter: string): boolean => WORD.test(letter) && !SPACELESS.test(letter)
/**
 * A letter of an e-mail address, with its marks. After other scripts an '@' stands in no address: Hebrew, Arabic and
 * Amharic write "to" and "and" without a space. The sign of a keycap is the mark of an emoji.
 */
const LOCAL = /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{Nd}](?:(?!\u20e3)\p{M})*$/u
const MOST_MARKS = 20

/** Whether an '@' at this place would belong to the word before it. */
export const mayEndLocalPart = (text: string, at: number): boolean =>
  LOCAL.test(text.slice(Math.max(0, at - MOST_MARKS), at))

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
