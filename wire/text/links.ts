export type Segment = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

/**
 * Only text that begins like a web address is tried, and only http and https addresses become links. No
 * other scheme, such as `javascript:`, can get through.
 */
const CANDIDATE = /\b(?:https?:\/\/|www\.)[^\s<>"'\\]+/giu
const TRAILING = new Set('.,;:!?…\'"”’*_~')
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

export function segmentsOf(body: string): Segment[] {
  const segments: Segment[] = []
  let end = 0
  for (const match of body.matchAll(CANDIDATE)) {
    const text = trimEnd(match[0])
    const href = hrefOf(text)
    if (href === null) continue
    if (match.index > end) segments.push({ kind: 'text', text: body.slice(end, match.index) })
    segments.push({ kind: 'link', text, href })
    end = match.index + text.length
  }
  if (end < body.length) segments.push({ kind: 'text', text: body.slice(end) })
  return segments
}

/**
 * Punctuation after an address belongs to the sentence. So does a closing bracket whose opening one stands
 * before the address.
 */
function trimEnd(text: string): string {
  const surplus: Record<string, number> = {}
  for (const letter of text) surplus[letter] = (surplus[letter] ?? 0) + 1
  let end = text.length
  for (; end > 0; end -= 1) {
    const letter = text.charAt(end - 1)
    const opening = PAIRS[letter]
    const unopened = opening !== undefined && (surplus[letter] ?? 0) > (surplus[opening] ?? 0)
    if (!TRAILING.has(letter) && !unopened) break
    surplus[letter] = (surplus[letter] ?? 0) - 1
  }
  return text.slice(0, end)
}

/** The address as the URL parser reads it, if it is http or https. Otherwise null. */
export function hrefOf(text: string): string | null {
  const url = urlOf(text.startsWith('www.') ? `https://${text}` : text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  return url.hostname.includes('.') || url.hostname === 'localhost' ? url.href : null
}

/** `URL.parse` would say it shorter. Safari has it from 18 on. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
