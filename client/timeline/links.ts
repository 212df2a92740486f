export type Segment = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

/**
 * Only what begins like a web address is looked at, and only what the URL parser then reads as http or https becomes
 * a link: no other scheme, such as `javascript:`, can come out of here.
 */
const CANDIDATE = /\b(?:https?:\/\/|www\.)[^\s<>"']+/giu
const TRAILING = /[.,;:!?…'"”’*_~]+$/u
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

/** Punctuation after an address belongs to the sentence, and so does a bracket that was opened before it. */
function trimEnd(text: string): string {
  const trimmed = text.replace(TRAILING, '')
  const opening = PAIRS[trimmed.at(-1) ?? '']
  const closing = trimmed.at(-1) ?? ''
  if (opening && trimmed.split(opening).length < trimmed.split(closing).length) {
    return trimEnd(trimmed.slice(0, -1))
  }
  return trimmed === text ? text : trimEnd(trimmed)
}

function hrefOf(text: string): string | null {
  const url = URL.parse(text.startsWith('www.') ? `https://${text}` : text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  return url.hostname.includes('.') || url.hostname === 'localhost' ? url.href : null
}
