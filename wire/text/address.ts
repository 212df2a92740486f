/** An address without Markdown begins like this, and not inside a word. */
const BEGINNING = /(?:https?:\/\/|www\.|localhost:\d)/iy
/**
 * The characters that end an address: blanks, quotation marks, brackets of HTML, and punctuation of full width. A text
 * in Chinese or Japanese puts no space after an address.
 */
const ENDING =
  /[\s\p{Cc}<>"`\\|\u2028\u2029\u201c-\u201f\u3000-\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d-\uff64]/gu
/** Punctuation at the end belongs to the sentence. */
const TRAILING = /[.,;:!?…'"”’*_~\u060c\u061b\u061f\u0964\u0965]/u
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
  if (WHOLE.test(shown)) return withoutWww(targetOf(shown) ?? '') !== withoutWww(href)
  const real = withoutWww(`//${new URL(href).hostname}`)
  return [...shown.matchAll(HOST)].some(([host]) => {
    if (/^[\d.]+$/.test(host) && !/^(?:\d+\.){3}\d+$/.test(host)) return false
    const named = urlOf(`https://${host}`)
    return named !== null && withoutWww(`//${named.hostname}`) !== real
  })
}

const withoutWww = (address: string) =>
  address
    .replace(/^https?:/, '')
    .replace(/^\/\/www\./, '//')
    .replace(/\/$/, '')
