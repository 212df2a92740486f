// No schema library here, for the same reason as in ../error-codes.ts.

/**
 * Marks that people leave out when they search: accents, niqqud and harakat. The breve of й and ў and the dots of ї stay,
 * because these are letters of their own. So do the marks of か and が, and vowel signs as in Hindi and Thai.
 */
const MARKS =
  /(?!(?<=[иу])\u0306|(?<=і)\u0308|[\u3099\u309A])(?=\p{M})[\p{sc=Zinh}\p{sc=Hebr}\p{sc=Arab}\p{sc=Cyrl}]/gu
/** Invisible signs, the tatweel of Arabic and skin tones. The space of no width stays: it separates words. */
const INVISIBLE = /(?!\u200B)[\p{DI}\u0640]|\p{Emoji_Modifier}/gu
/** Letters that Unicode does not take apart, with what people write instead. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ø: 'o',
  ł: 'l',
  ı: 'i',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  '‐': '-',
  '‒': '-',
  '–': '-',
  '־': '-',
}
/** What people type for the apostrophe of O'Neil, for ayn and hamza, and for the geresh and gershayim of Hebrew. */
const APOSTROPHES = /[`’‘‛′ʹʻʼʾʿˈꞌ׳״]/gu
/** Unicode would take these two apart into a space and a mark. */
const SPACED_APOSTROPHES = /[´᾽]/gu
const MAPPED = /[ßæœþøłıđðħŧŋςىیکة‐‒–־٠-٩۰-۹]/gu

/** Most texts have only these signs. Each of them stays one sign, and the rules for scripts do not concern it. */
export const ASCII = /^[ -~]*$/u

/**
 * A text as searches compare it: without case, accents, width and invisible signs. Two texts that a person takes for the
 * same have the same fold. `private.fold` of the database does the same for names.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll('`', "'")
  return text
    .replace(SPACED_APOSTROPHES, "'")
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, "'")
    .replace(MAPPED, (sign) => LETTERS[sign] ?? String(sign.charCodeAt(0) & 15))
}
