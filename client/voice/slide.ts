/** What a finger on the microphone button says. */
export type Slide = 'hold' | 'cancel' | 'lock'

const CANCEL_PX = 80
const LOCK_PX = 64
/** A shorter touch is a tap. The recording then goes on without the finger. */
const TAP_MS = 350

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

/** A finger that lifts after a hold sends. After a tap, or before the microphone is open, the recording goes on. */
export const sendsOnLift = (pressedMs: number, isRecording: boolean): boolean =>
  pressedMs >= TAP_MS && isRecording
