import { useRef, useState, type PointerEvent } from 'react'
import { sendsOnLift, slideOf } from './slide.ts'

interface Hold {
  pointer: number
  x: number
  y: number
  /** When the finger touched. A page with much to do hears of it later. */
  at: number
}

interface HoldOptions {
  start: () => void
  cancel: () => void
  send: () => void
  /** How much is recorded. */
  recordedMs: () => number
}

/**
 * A touch ends with a click on what then stands under the finger. That may be a button that only appeared with the
 * recording, such as the one that stops it.
 */
function ignoreClickOfTouch(): void {
  const over = new AbortController()
  const options = { capture: true, signal: over.signal }
  const ignore = (event: MouseEvent) => {
    // A click of a keyboard, or of a screen reader, comes from no touch.
    if (event.detail === 0) return
    over.abort()
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', ignore, options)
  window.addEventListener('pointerdown', () => over.abort(), options)
}

/**
 * A finger on the microphone button: it records while it holds, cancels towards the start of the line, and locks upwards.
 * A mouse, a keyboard and a screen reader click. The recording then goes on by itself.
 */
export function useHold({ start, cancel, send, recordedMs }: HoldOptions) {
  const hold = useRef<Hold | null>(null)
  /** A finger that rests on the button asks for no menu. */
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
      const { pointerId: pointer, clientX: x, clientY: y, timeStamp: at } = event
      hold.current = { pointer, x, y, at }
      ignoreClickOfTouch()
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
      if (sendsOnLift(Math.min(recordedMs(), event.timeStamp - from.at))) send()
    },
    // The browser took the finger for itself. What was said is not thrown away.
    onPointerCancel: end,
    onContextMenu: (event: { preventDefault(): void }) => touched.current && event.preventDefault(),
    onClick: start,
  }
  return { isPressed, handlers }
}
