import { useRef, type PointerEvent, type TouchEvent } from 'react'

/** As long as a finger rests before it means more than a touch. */
const PRESS_MS = 450
/** A finger is never quite still. */
const TREMOR_PX = 10

interface Press {
  x: number
  y: number
  timer: ReturnType<typeof setTimeout>
}

/** A finger that rests somewhere. Not every browser tells of that by itself: on iPhones no `contextmenu` comes. */
export function useLongPress(onPress: () => void) {
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
        onPress()
      }, PRESS_MS)
      press.current = { x, y, timer }
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { x = clientX, y = clientY } = press.current ?? {}
      if (Math.hypot(clientX - x, clientY - y) > TREMOR_PX) lift()
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    /** Or the lifting would be a click on what the finger lies on, and take the focus from what was opened. */
    onTouchEnd(event: TouchEvent) {
      if (pressed.current) event.preventDefault()
      pressed.current = false
    },
  }
}
