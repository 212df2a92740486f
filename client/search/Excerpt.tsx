import { plainText } from '../../wire/text/plain-text.ts'

const MATCH = /\uE000([^\uE001]*)\uE001?/gu
/** Signs of Markdown that come in pairs. */
const PAIRED = /\*\*|~~|`/gu

/** The excerpt of a message around its matches, with each match highlighted. */
export function Excerpt({ text }: { text: string }) {
  return plainExcerpt(text)
    .split(MATCH)
    .map((piece, place) =>
      // A split by a capture group puts each match at an odd place.
      place % 2 === 1 ? (
        <mark key={place} className="rounded-[2px] bg-accent px-px text-on-accent">
          {piece}
        </mark>
      ) : (
        piece.replaceAll('\uE001', '')
      ),
    )
}

/** The excerpt without Markdown. A cut excerpt may hold one sign of a pair, which shows nothing either. */
function plainExcerpt(text: string): string {
  const plain = plainText(text)
  const isCut = text.startsWith('…') || text.endsWith('…')
  return isCut ? plain.replace(PAIRED, '') : plain
}
