import { segmentsOf } from './links.ts'

/** A body with its web addresses made clickable. They are reached from their message, not one by one with Tab. */
export function Linked({ body }: { body: string }) {
  return segmentsOf(body).map((segment, place) =>
    segment.kind === 'text' ? (
      segment.text
    ) : (
      <a
        key={place}
        href={segment.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        tabIndex={-1}
        className="underline decoration-current/50 underline-offset-2 hover:decoration-current"
      >
        {segment.text}
      </a>
    ),
  )
}
