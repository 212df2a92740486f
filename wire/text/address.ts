/** An address without Markdown begins like this, and not inside a word. */
const BEGINNING = /(?:https?:\/\/|www\.|localhost:\d)/iy
/**
 * The characters that end an address: blanks, invisible signs, quotation marks, brackets of HTML, and punctuation of full
 * width. A text in Chinese or Japanese puts no space after an address. The joiners stay, because emoji and some scripts
 * need them.
 */
const ENDING =
  /[\s\p{Cc}<>"`\\|\u00ab\u00ad\u00bb\u061c\u200b\u200e\u200f\u201a\u201c-\u201f\u2028-\u202e\u2039\u203a\u2060-\u206f\u3000-\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d-\uff64]/gu
/** Punctuation at the end belongs to the sentence, in every script. So does a joiner that joins nothing. */
const TRAILING = /[.,;:!?'"*_~\u200c\u200d]|(?![ -~])\p{P}/u
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

export function beginsAddress(text: string, at: number): boolean {
  BEGINNING.lastIndex = at
  return BEGINNING.test(text) && !/[a-z0-9]/i.test(text.charAt(at - 1))
}

/** The end of the address that begins here. */
export function addressEnd(text: string, start: number, max: number): number {
  ENDING.lastIndex = start
  const ending = ENDING.exec(text.slice(0, max))
  return start + withoutTrailing(beforeSurplus(text.slice(start, ending?.index ?? max))).length
}

/** A square bracket without a partner closes the label that the address stands in. */
function beforeSurplus(text: string): string {
  let open = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[') open += 1
    else if (text[at] === ']') open -= 1
    if (open < 0) return text.slice(0, at)
  }
  return text
}

/** A closing bracket stays when its opening one is part of the address. */
function withoutTrailing(text: string): string {
  const left: Record<string, number> = {}
  for (const letter of text) left[letter] = (left[letter] ?? 0) + 1
  let end = text.length
  for (; end > 0; end -= 1) {
    const letter = text.charAt(end - 1)
    const opening = PAIRS[letter]
    const isSurplus = opening !== undefined && (left[letter] ?? 0) > (left[opening] ?? 0)
    if (!TRAILING.test(letter) && !isSurplus) break
    left[letter] = (left[letter] ?? 0) - 1
  }
  return text.slice(0, end)
}

/** The address as the URL parser reads it, if it leads to the web. No other scheme, such as `javascript:`, gets through. */
export function hrefOf(text: string): string | null {
  const url = urlOf(
    /^www\./i.test(text)
      ? `https://${text}`
      : /^localhost:\d/i.test(text)
        ? `http://${text}`
        : text,
  )
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  return /^www\.?$/.test(url.hostname) ? null : url.href
}

const MAIL = /^mailto:([a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i

/** The target of a link that was written with brackets: the web, or an e-mail address. */
export const targetOf = (text: string): string | null =>
  hrefOf(text) ?? (MAIL.test(text) ? text : null)

/** `URL.parse` would say it shorter. Safari has it from 18 on. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

const UNSEEN = /\p{DI}/gu
const HOST =
  /[\p{L}\p{N}\p{M}_-]+(?:[.\u3002\uff0e\uff61][\p{L}\p{N}\p{M}_-]+)*[.\u3002\uff0e\uff61](?:\p{L}[\p{L}\p{N}\p{M}-]+|\d+(?![\p{L}\p{N}]))/gu
const WHOLE = /^(?:https?:\/\/|www\.|mailto:)\S+$/iu

/** Whether the label of a link reads like an address, but not like the one that the link opens. */
export function isMisleading(label: string, href: string): boolean {
  const shown = label.replace(UNSEEN, '').normalize('NFKC').trim()
  if (/^mailto:/i.test(href)) {
    const address = href.slice('mailto:'.length).toLowerCase()
    return shown.toLowerCase() !== address && /@|:\/\//.test(shown)
  }
  if (WHOLE.test(shown))
    return isDisguised(shown) || withoutWww(targetOf(shown) ?? '') !== withoutWww(href)
  const real = withoutWww(`//${new URL(href).hostname}`)
  return [...shown.matchAll(HOST)].some(([host]) => {
    if (isDisguised(host)) return true
    if (/^[\d.]+$/.test(host) && !/^(?:\d+\.){3}\d+$/.test(host)) return false
    const named = urlOf(`https://${host}`)
    return named !== null && withoutWww(`//${named.hostname}`) !== real
  })
}

/** Cyrillic letters that look like Latin ones. */
const LOOKALIKES =
  /^[\u0430\u0433\u0435\u043e\u043f\u0440\u0441\u0443\u0445\u044a\u044c\u0455\u0456\u0458\u0461\u0475\u04bb\u04bd\u04cf\u0501\u051b\u051d-]+$/u
const CYRILLIC_COUNTRIES = /^(?:bg|by|kz|mk|ru|rs|su|ua|uz)$/

/** Whether a host could be taken for one in Latin letters, as browsers judge it. */
function isDisguised(address: string): boolean {
  const host = address.toLowerCase().replace(/^https?:\/\//, '')
  const labels = (/^[^/?#:]*/.exec(host)?.[0] ?? '').split('.')
  const top = labels.at(-1) ?? ''
  return labels.some(
    (label) =>
      (/[a-z]/.test(label) && /[\p{sc=Cyrl}\p{sc=Grek}]/u.test(label)) ||
      (/^[a-z]/.test(top) &&
        !CYRILLIC_COUNTRIES.test(top) &&
        LOOKALIKES.test(label) &&
        /[^-]/.test(label)),
  )
}

const withoutWww = (address: string) =>
  address
    .replace(/^https?:/, '')
    .replace(/^\/\/www\./, '//')
    .replace(/\/$/, '')
