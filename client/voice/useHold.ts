import { useRef, useState, type PointerEvent } from 'react'
import { sendsOnLift, slideOf } from './slide.ts'

interface Hold {
  pointer: number
  x: number
  y: number
}

interface HoldOptions {
  start: () => void
  cancel: () => void
  send: () => void
  /** How much is recorded. */
  recordedMs: () => number
}

/**
 * A finger on the microphone button: it records while it holds, cancels towards the start of the line, and locks upwards.
 * A mouse, a keyboard and a screen reader click. The recording then goes on by itself.
 */
export function useHold({ start, cancel, send, recordedMs }: HoldOptions) {
  const hold = useRef<Hold | null>(null)
  /** The click that follows a touch is no second start. */
  const touched = useRef(false)
  const [isPressed, setIsPressed] = useState(false)

  function end(): void {
    hold.current = null
    setIsPressed(false)
  }

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      touched.current = event.pointerType !== 'mouse'
      if (!touched.current || hold.current !== null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const { pointerId: pointer, clientX: x, clientY: y } = event
      hold.current = { pointer, x, y }
      setIsPressed(true)
      start()
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const from = hold.current
      if (from?.pointer !== event.pointerId) return
      const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
      const slide = slideOf(from, { x: event.clientX, y: event.clientY }, isRightToLeft)
      if (slide === 'hold') return
      end()
      if (slide === 'cancel') cancel()
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const from = hold.current
      if (from?.pointer !== event.pointerId) return
      end()
      if (sendsOnLift(recordedMs())) send()
    },
    // The browser took the finger for itself. What was said is not thrown away.
    onPointerCancel: end,
    onContextMenu: (event: { preventDefault(): void }) => touched.current && event.preventDefault(),
    onClick() {
      if (!touched.current) start()
      touched.current = false
    },
  }
  return { isPressed, handlers }
}
