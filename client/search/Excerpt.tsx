const MATCH = /\uE000([^\uE001]*)\uE001?/gu

/** The part of a message that matches, with each match marked. */
export function Excerpt({ text }: { text: string }) {
  return text.split(MATCH).map((part, place) =>
    // What is split by lies at every second place.
    place % 2 === 1 ? (
      <mark key={place} className="rounded-[2px] bg-accent px-px text-on-accent">
        {part}
      </mark>
    ) : (
      part.replaceAll('\uE001', '')
    ),
  )
}
