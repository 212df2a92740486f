const MATCH = /\uE000([^\uE001]*)\uE001?/gu

/** The excerpt of a message around its matches, with each match highlighted. The relay has taken the Markdown away. */
export function Excerpt({ text }: { text: string }) {
  return text.split(MATCH).map((piece, place) =>
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
