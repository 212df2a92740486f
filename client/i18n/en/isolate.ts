/** Letters that are written from right to left, and signs that change the direction. */
const TURNS =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A value as it stands in a sentence that is written from left to right. Without the isolate, a Hebrew name would take
 * the number or the punctuation beside it along to its other side. Whatever a file name or a body opens or closes, the
 * isolate ends with the value.
 */
export function isolate(text: string): string {
  if (!TURNS.test(text)) return text
  let open = 1
  const inner = text.replace(/[\u2066-\u2069]/g, (sign) => {
    if (sign < '\u2069') open += 1
    else if (open > 1) open -= 1
    else return ''
    return sign
  })
  return `\u2068${inner}${'\u2069'.repeat(open)}`
}

const isolated = (value: unknown): unknown =>
  typeof value === 'string' ? isolate(value) : Array.isArray(value) ? value.map(isolated) : value

/** A part of the catalogue whose sentences isolate each text that they are given. So no sentence can forget it. */
export function isolating<Part>(part: Part): Part {
  if (typeof part === 'function')
    return ((...values: unknown[]): unknown =>
      Reflect.apply(part, undefined, values.map(isolated))) as Part
  if (typeof part !== 'object' || Array.isArray(part)) return part
  const entries = Object.entries(part as Record<string, unknown>)
  return Object.fromEntries(entries.map(([key, value]) => [key, isolating(value)])) as Part
}
