/** Letters that are written from right to left, and signs that change the direction. */
const TURNS =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/

/**
 * A value as it stands in a sentence that is written from left to right. Without the isolate, a Hebrew name would take
 * the number or the punctuation beside it along to its other side. No isolate of a file name or a body stays in it: it
 * could end this one, or reach behind it.
 */
export const isolate = (text: string): string =>
  TURNS.test(text) ? `\u2068${text.replace(/[\u2066-\u2069]/g, '')}\u2069` : text

const isolated = (value: unknown): unknown =>
  typeof value === 'string' ? isolate(value) : Array.isArray(value) ? value.map(isolated) : value

type Say = (...values: unknown[]) => unknown

/**
 * A part of the catalogue whose sentences isolate each text that they are given. So no sentence can forget it. The part
 * itself is changed.
 */
export function isolating<Part extends object>(part: Part): Part {
  const all = part as Record<string, unknown>
  for (const key in all) {
    const value = all[key]
    if (typeof value === 'function')
      all[key] = (...values: unknown[]) => (value as Say)(...values.map(isolated))
    else if (typeof value === 'object') isolating(value as object)
  }
  return part
}
