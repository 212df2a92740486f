import { useRef, type PointerEvent, type TouchEvent } from 'react'

/** A finger that rests this long is a long press. */
const PRESS_MS = 450
/** A finger always moves a little. */
const TREMOR_PX = 10

export interface Point {
  x: number
  y: number
}

interface Press extends Point {
  timer: ReturnType<typeof setTimeout>
}

/** Detects a long press, and its place. Not every browser reports it: iPhones send no `contextmenu`. */
export function useLongPress(onPress: (point: Point) => void) {
  const press = useRef<Press | null>(null)
  const pressed = useRef(false)
  const lift = () => {
    clearTimeout(press.current?.timer)
    press.current = null
  }
  return {
    onPointerDown({ pointerType, clientX: x, clientY: y }: PointerEvent) {
      lift()
      pressed.current = false
      if (pointerType !== 'touch') return
      const timer = setTimeout(() => {
        pressed.current = true
        onPress({ x, y })
      }, PRESS_MS)
      press.current = { x, y, timer }
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { x = clientX, y = clientY } = press.current ?? {}
      if (Math.hypot(clientX - x, clientY - y) > TREMOR_PX) lift()
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    /** Without this, lifting the finger would click the element below it and take the focus away. */
    onTouchEnd(event: TouchEvent) {
      if (pressed.current) event.preventDefault()
      pressed.current = false
    },
  }
}
