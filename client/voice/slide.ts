/** What a finger on the microphone button says. */
export type Slide = 'hold' | 'cancel' | 'lock'

const CANCEL_PX = 80
const LOCK_PX = 64
/** Less is no message: it was a tap, or the browser was still opening the microphone. */
const SHORTEST_MS = 350

interface Point {
  x: number
  y: number
}

/** Where a finger has slid to: towards the start of the line it cancels, and upwards it locks. */
export function slideOf(from: Point, to: Point, isRightToLeft: boolean): Slide {
  const towardsStart = (from.x - to.x) * (isRightToLeft ? -1 : 1)
  if (towardsStart > CANCEL_PX) return 'cancel'
  return from.y - to.y > LOCK_PX ? 'lock' : 'hold'
}

/** A finger that lifts sends what it recorded. When that is next to nothing, the recording goes on without it. */
export const sendsOnLift = (recordedMs: number): boolean => recordedMs >= SHORTEST_MS
