// No schema library here: the composer uses it.

/** The longest address of which there is a preview. */
const MAX_ADDRESS_LENGTH = 2_000
const CODE =
  /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1[`~]*\s*$|$(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\2(?!`)/gm
const CANDIDATE = /\bhttps?:\/\/[^\s<>"'\\]+/giu
const TRAILING = /[.,;:!?…'"”’*_~]$/u
const PAIRS: [opening: string, closing: string][] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]

/** The web addresses in a body, in their order, each once and as the URL parser writes it. None of those in code. */
export function linksOf(body: string): string[] {
  const links = new Set<string>()
  for (const [candidate] of body.replace(CODE, ' ').matchAll(CANDIDATE)) {
    const link = linkIn(withoutEnd(candidate))
    if (link !== null) links.add(link)
  }
  return [...links]
}

/** Punctuation after an address belongs to the sentence. So does a closing bracket that was opened before it. */
function withoutEnd(text: string): string {
  let end = text
  for (;;) {
    const isSurplus = PAIRS.some(
      ([opening, closing]) =>
        end.endsWith(closing) && end.split(closing).length > end.split(opening).length,
    )
    if (!isSurplus && !TRAILING.test(end)) return end
    end = end.slice(0, -1)
  }
}

function linkIn(text: string): string | null {
  try {
    const url = new URL(text)
    url.hash = ''
    return url.href.length <= MAX_ADDRESS_LENGTH ? url.href : null
  } catch {
    return null
  }
}
