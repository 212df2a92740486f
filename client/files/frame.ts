import type { CSSProperties } from 'react'

const WIDEST_REM = 20
const TALLEST_REM = 22

interface Sized {
  width: number | null
  height: number | null
}

/** The place of one picture. It is known before the picture is there, so that nothing jumps. */
export function frameOf({ width, height }: Sized): CSSProperties {
  // A very long picture is cut at its ends; the viewer shows all of it.
  const ratio = Math.min(3, Math.max(0.5, (width ?? 4) / (height ?? 3)))
  return { aspectRatio: ratio, width: `${Math.min(WIDEST_REM, TALLEST_REM * ratio)}rem` }
}

/** How many pictures a grid shows. The last one counts the rest. */
export const MOST_TILES = 4

/** Three pictures: the first is as wide as the two below it. */
export const tileClass = (count: number, place: number): string =>
  count === 3 && place === 0 ? 'col-span-2 aspect-[2/1]' : 'aspect-square'
