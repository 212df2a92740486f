const MATCH = /\uE000([^\uE001]*)\uE001?/gu

/** The matching part of a message, with each match marked. */
export function Excerpt({ text }: { text: string }) {
  return text.split(MATCH).map((part, place) =>
    // A split by a capture group puts each match at an odd place.
    place % 2 === 1 ? (
      <mark key={place} className="rounded-[2px] bg-accent px-px text-on-accent">
        {part}
      </mark>
    ) : (
      part.replaceAll('\uE001', '')
    ),
  )
}
