/** The ending stays visible, because it says what a file does when somebody opens it. */
const ENDING = /\.[^.\s]{1,10}$/u

/**
 * The name of a file on one line. It is cut before its ending. The two are isolated, so that no sign in the name can
 * turn the ending around. A screen reader hears the name in one piece.
 */
export function FileName({ name }: { name: string }) {
  const ending = ENDING.exec(name)?.[0] ?? ''
  return (
    <span dir="ltr" title={name} className="flex min-w-0 font-medium">
      <span className="sr-only">{name}</span>
      <bdi aria-hidden className="truncate">
        {name.slice(0, name.length - ending.length)}
      </bdi>
      <bdi aria-hidden className="shrink-0">
        {ending}
      </bdi>
    </span>
  )
}

/** PDF, ZIP: what people call the type of a file. Empty without an ending. */
export const typeOf = (name: string): string =>
  (ENDING.exec(name)?.[0] ?? '').slice(1).toUpperCase()
