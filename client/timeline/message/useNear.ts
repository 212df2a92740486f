import { useState, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react'
import { useLongPress } from '../../ui/useLongPress.ts'

/** Whether a message is pointed at or focused, and the ways to ask for its menu: a long press and the menu key. */
export function useNear(openMenu: () => void) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const press = useLongPress(openMenu)

  return {
    is: pointed || focused,
    handlers: {
      ...press,
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointed(false),
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
