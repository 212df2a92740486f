/**
 * These characters surround each match, so that the page can highlight it. They are private-use characters, which no
 * message needs.
 */
const OPEN = '\ue000'
const CLOSE = '\ue001'
/** The length of an excerpt in characters, and how many characters may stand before its first match. */
const LENGTH = 200
const BEFORE = 60

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const WORD = /[\p{L}\p{M}\p{N}]+/gu

/** The passage of a body around the first match, with each match marked. Whitespace becomes single spaces. */
export function excerptOf(body: string, typed: string): string {
  const text = body
    .replace(/[\ue000\ue001]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const wanted = [...typed.matchAll(WORD)].map(([word]) => plain(word))
  const beginning = wanted.at(-1) ?? ''
  const matches = [...text.matchAll(WORD)].filter(([found]) => {
    const word = plain(found)
    return wanted.includes(word) || (beginning !== '' && word.startsWith(beginning))
  })
  const start = beginOfExcerpt(text, matches[0]?.index ?? 0)
  const end = endOfExcerpt(text, start)
  let marked = start > 0 ? '…' : ''
  let at = start
  for (const { 0: word, index } of matches) {
    if (index + word.length > end) break
    marked += text.slice(at, index) + OPEN + word + CLOSE
    at = index + word.length
  }
  return marked + text.slice(at, end) + (end < text.length ? '…' : '')
}

/** The cut comes after a space, so that no word and no character is cut in two. */
function beginOfExcerpt(text: string, match: number): number {
  if (match <= BEFORE) return 0
  const space = text.indexOf(' ', match - BEFORE)
  return space === -1 || space >= match ? match : space + 1
}

function endOfExcerpt(text: string, start: number): number {
  if (text.length - start <= LENGTH) return text.length
  const space = text.lastIndexOf(' ', start + LENGTH)
  if (space > start) return space
  // A word that is too long is cut all the same, between two characters.
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(start + LENGTH - 1))
  return start + LENGTH - (isHalf ? 1 : 0)
}
