import { useRef, useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react'

/** As long as a finger rests before it means more than a touch. */
const LONG_PRESS_MS = 450

/** Whether a message is pointed at or focused, and the ways to ask for its menu: a long press and the menu key. */
export function useNear(openMenu: () => void) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const lift = () => clearTimeout(timer.current)

  return {
    is: pointed || focused,
    handlers: {
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointed(false),
      onPointerDown(event: PointerEvent) {
        lift()
        if (event.pointerType === 'touch') timer.current = setTimeout(openMenu, LONG_PRESS_MS)
      },
      onPointerUp: lift,
      onPointerMove: lift,
      onPointerCancel: lift,
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget)),
      onKeyDown(event: KeyboardEvent) {
        if (event.target !== event.currentTarget) return
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
        event.preventDefault()
        openMenu()
      },
    },
  }
}
