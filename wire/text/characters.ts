/** `DI`: signs that show nothing, such as the fillers of Hangul. The others show nothing either. */
const VISIBLE = /(?!\u{16fe4})[^\p{DI}\p{Cc}\s\u2800\ufff9-\ufffb\u{13430}-\u{1343f}\u{1d159}]/u

/** Whether a text has no sign that a reader can see. The relay refuses such a message, and the composer sends none. */
export const showsNothing = (text: string): boolean => !VISIBLE.test(text)

/**
 * A letter of an e-mail address, with its marks. After other scripts an '@' stands in no address: Hebrew, Arabic and
 * Amharic write "to" and "and" without a space. The sign of a keycap is the mark of an emoji.
 */
const LOCAL = /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{Nd}](?:(?!\u20e3)\p{M})*$/u
const MOST_MARKS = 20

/** Whether an '@' at this place would belong to the word before it. */
export const mayEndLocalPart = (text: string, at: number): boolean =>
  LOCAL.test(text.slice(Math.max(0, at - MOST_MARKS), at))
